// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.judge;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import uringlint.cli.watch.settings.Limits;

/// What keeps a child process within its limits: systemd where it is there, else `prlimit`, else only the time and the heap.
public enum Fence {
    /// A scope of systemd, which counts the memory of the process as the machine does.
    SYSTEMD,
    /// Limits of the process.
    PRLIMIT,
    /// None but those that a parent and the JVM keep.
    PARENT;

    /// The JVM takes addresses for more than its heap, without memory behind them.
    private static final long ADDRESSES = 6L << 30;
    private static final int PATIENCE = 10;

    /// The best one that works on this machine.
    public static Fence here() {
        return works(List.of("systemd-run", "--scope", "--quiet", "true")) ? SYSTEMD
                : works(List.of("prlimit", "--fsize=1048576", "true")) ? PRLIMIT
                : PARENT;
    }

    private static boolean works(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(new File("/dev/null"))
                    .redirectError(new File("/dev/null"))
                    .start();
            process.getOutputStream().close();
            boolean isDone = process.waitFor(PATIENCE, TimeUnit.SECONDS);
            process.destroyForcibly();
            return isDone && process.exitValue() == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// The command within the limits.
    List<String> around(List<String> command, Limits limits) {
        // A parent that is gone ends nothing any more.
        String end = String.valueOf(limits.wall().toSeconds() + PATIENCE);
        var all = new ArrayList<String>(this == PARENT ? List.of() : List.of("timeout", "--signal=KILL", end));
        all.addAll(switch (this) {
            case SYSTEMD -> List.of("systemd-run", "--scope", "--quiet", "-p", "MemoryMax=" + (limits.memory() + limits.memory() / 2),
                    "-p", "MemorySwapMax=0", "prlimit", "--fsize=" + limits.output(), "--core=0");
            case PRLIMIT -> List.of("prlimit", "--fsize=" + limits.output(), "--core=0", "--as=" + (limits.memory() + ADDRESSES),
                    "--cpu=" + 4 * limits.wall().toSeconds());
            case PARENT -> List.<String>of();
        });
        all.addAll(command);
        return all;
    }
}
