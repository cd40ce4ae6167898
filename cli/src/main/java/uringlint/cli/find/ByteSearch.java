// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.find;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Looks for one word in bytes.
///
/// Where the C library has `memmem`, that is asked: it is ten times as fast as the same loop compiled for a quick start, and the
/// search is most of a run over a kernel. Elsewhere it is Horspool's method.
final class ByteSearch implements TreeScan.Search {
    private final byte[] word;
    private final int[] shifts = new int[256];
    private final MemorySegment wordSegment;
    private final Optional<MethodHandle> memmem;

    private ByteSearch(String word, Optional<MethodHandle> memmem) {
        this.word = word.getBytes(StandardCharsets.US_ASCII);
        this.memmem = memmem;
        wordSegment = MemorySegment.ofArray(this.word);
        int last = this.word.length - 1;
        Arrays.fill(shifts, this.word.length);
        for (int index = 0; index < last; index++) {
            shifts[this.word[index] & 0xff] = last - index;
        }
    }

    /// A search with the means of the system.
    static ByteSearch of(String word) {
        return new ByteSearch(word, System.MEMMEM);
    }

    /// The function of the C library, looked up once.
    private static final class System {
        private static final Optional<MethodHandle> MEMMEM = memmem();

        private static Optional<MethodHandle> memmem() {
            Linker linker = Linker.nativeLinker();
            return linker.defaultLookup().find("memmem").map(address -> linker.downcallHandle(
                    address,
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_LONG, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG),
                    Linker.Option.critical(true)));
        }
    }

    /// A search that needs nothing of the system.
    static ByteSearch portable(String word) {
        return new ByteSearch(word, Optional.empty());
    }

    @Override
    public int length() {
        return word.length;
    }

    /// Whether the word is in the first `length` bytes.
    @Override
    public boolean isIn(byte[] bytes, int length) {
        if (memmem.isEmpty()) {
            return find(bytes, 0, length) >= 0;
        }
        try {
            return (long) memmem.get().invokeExact(MemorySegment.ofArray(bytes), (long) length, wordSegment, (long) word.length) != 0;
        } catch (Throwable e) {
            throw new IllegalStateException("memmem cannot be called", e);
        }
    }

    /// The first place of the word that starts at `from` or later and ends before `end`; -1 where there is none.
    int find(byte[] bytes, int from, int end) {
        int last = word.length - 1;
        byte lastByte = word[last];
        for (int at = from + last; at < end; at += shifts[bytes[at] & 0xff]) {
            if (bytes[at] == lastByte && matches(bytes, at - last)) {
                return at - last;
            }
        }
        return -1;
    }

    private boolean matches(byte[] bytes, int start) {
        for (int index = 0; index < word.length; index++) {
            if (bytes[start + index] != word[index]) {
                return false;
            }
        }
        return true;
    }
}
