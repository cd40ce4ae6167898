// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.run;

/// The memory of the JVM between two drivers. The serial collector takes more from the system for old objects as long as it may, and
/// looks only then which of them are garbage; after a driver nearly all are.
final class Heap {
    /// Below this, the heap does not grow beyond what it has from the start.
    private static final long LITTLE = 96L << 20;

    private final long little;
    private long live;

    Heap() {
        this(LITTLE);
    }

    /// A heap of which a number of bytes are few.
    Heap(long little) {
        this.little = little;
    }

    /// Has the garbage collected if there may be as much of it as of what is in use.
    void tidy() {
        if (isDue(used())) {
            System.gc();
            note(used());
        }
    }

    /// Whether so many bytes are worth a collection.
    synchronized boolean isDue(long used) {
        return used > Math.max(little, 2 * live);
    }

    /// Notes how many bytes a collection left.
    synchronized void note(long left) {
        live = left;
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
