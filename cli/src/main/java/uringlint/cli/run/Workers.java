// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntConsumer;

/// Does the same with each item of a list, several at a time. What one item does to its thread, by an error or by never coming back,
/// leaves the others alone. What goes wrong beside the items ends all of it.
public final class Workers {
    /// Enough for whatever the bounds of the parser let through, and taken from the system only as far as it is used.
    private static final long STACK = 64L << 20;

    private final Duration limit;
    private final int jobs;

    /// `limit` is the longest time for one item, `jobs` the number of items that are worked on at a time.
    public Workers(Duration limit, int jobs) {
        this.limit = limit;
        this.jobs = jobs;
    }

    /// As many at a time as there are cores.
    public static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    /// Why there is no result for an item.
    public enum Failure {
        /// It took too long.
        TIME,
        /// There was not enough memory.
        MEMORY,
        /// The recursion was too deep.
        STACK,
        /// The program is wrong.
        BUG
    }

    /// How an item failed, with the place in the program for a bug.
    public record Failed(Failure failure, String where) {}

    /// The results in the order of the items. `progress` is told how many are ready whenever another one is.
    public <T, R> List<R> map(List<T> items, Function<T, R> work, BiFunction<T, Failed, R> otherwise, IntConsumer progress) {
        return new Run<>(items, work, otherwise, limit, jobs, progress).results();
    }

    /// The first place in this program that a stack trace names.
    public static String place(Throwable error) {
        for (StackTraceElement element : error.getStackTrace()) {
            if (element.getClassName().startsWith("uringlint.")) {
                return error.getClass().getSimpleName() + " at " + element.getFileName() + ":" + element.getLineNumber();
            }
        }
        return error.getClass().getSimpleName();
    }

    private static final class Run<T, R> {
        private final List<T> items;
        private final Function<T, R> work;
        private final BiFunction<T, Failed, R> otherwise;
        private final Duration limit;
        private final int jobs;
        private final IntConsumer progress;
        private final List<R> results = new ArrayList<>();
        private final boolean[] isReady;
        private final long[] deadlines;
        private int next;
        private int ready;
        private Optional<Throwable> failure = Optional.empty();

        Run(List<T> items, Function<T, R> work, BiFunction<T, Failed, R> otherwise, Duration limit, int jobs, IntConsumer progress) {
            this.items = items;
            this.work = work;
            this.otherwise = otherwise;
            this.limit = limit;
            this.jobs = jobs;
            this.progress = progress;
            for (int index = 0; index < items.size(); index++) {
                results.add(null);
            }
            isReady = new boolean[items.size()];
            deadlines = new long[items.size()];
        }

        synchronized List<R> results() {
            int workers = Math.min(items.size(), jobs);
            for (int worker = 0; worker < workers; worker++) {
                startWorker();
            }
            int told = 0;
            while (ready < items.size()) {
                try {
                    wait(50);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(e);
                }
                switch (failure.orElse(null)) {
                    case null -> {}
                    case Error error -> throw error;
                    case RuntimeException exception -> throw exception;
                    case Throwable other -> throw new IllegalStateException(other);
                }
                giveUpLate();
                if (ready != told) {
                    told = ready;
                    progress.accept(told);
                }
            }
            return List.copyOf(results);
        }

        private void startWorker() {
            Thread.ofPlatform().daemon().stackSize(STACK).start(() -> {
                try {
                    work();
                } catch (RuntimeException | Error e) {
                    fail(e);
                }
            });
        }

        private synchronized void fail(Throwable error) {
            failure = failure.or(() -> Optional.of(error));
            notifyAll();
        }

        private void giveUpLate() {
            for (int index = 0; index < next; index++) {
                if (!isReady[index] && System.nanoTime() - deadlines[index] > 0) {
                    finish(index, otherwise.apply(items.get(index), new Failed(Failure.TIME, "")));
                    // The thread that is late goes on, and ends with the program.
                    startWorker();
                }
            }
        }

        private void work() {
            while (true) {
                int index;
                synchronized (this) {
                    if (next == items.size()) {
                        return;
                    }
                    index = next++;
                    deadlines[index] = System.nanoTime() + limit.toNanos();
                }
                R result = attempt(items.get(index));
                synchronized (this) {
                    if (isReady[index]) {
                        return;
                    }
                    finish(index, result);
                }
            }
        }

        private R attempt(T item) {
            try {
                return work.apply(item);
            } catch (StackOverflowError _) {
                return otherwise.apply(item, new Failed(Failure.STACK, ""));
            } catch (OutOfMemoryError _) {
                return otherwise.apply(item, new Failed(Failure.MEMORY, ""));
            } catch (RuntimeException | Error e) {
                return otherwise.apply(item, new Failed(Failure.BUG, place(e)));
            }
        }

        private synchronized void finish(int index, R result) {
            results.set(index, result);
            isReady[index] = true;
            ready++;
            notifyAll();
        }
    }
}
