// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WorkersTest {
    private static List<String> run(List<Integer> items, Function<Integer, String> work) {
        return new Workers(Duration.ofSeconds(2), Workers.cores())
                .map(items, work, (item, failed) -> item + " " + failed.failure(), _ -> {});
    }

    private static int deep(int depth) {
        return depth < 0 ? depth : deep(depth + 1) + 1;
    }

    private static String sleep() {
        try {
            Thread.sleep(60_000);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return "late";
    }

    @Test
    void resultsHaveTheOrderOfTheItems() {
        assertThat(run(List.of(1, 2, 3, 4, 5), item -> "=" + item)).containsExactly("=1", "=2", "=3", "=4", "=5");
        assertThat(run(List.of(), item -> "=" + item)).isEmpty();
    }

    @Test
    void whatHappensToOneItemLeavesTheOthersAlone() {
        List<String> results = run(List.of(1, 2, 3, 4, 5, 6), item -> switch (item) {
            case 1 -> sleep();
            case 2 -> sleep();
            case 3 -> throw new IllegalStateException();
            case 4 -> throw new OutOfMemoryError();
            case 5 -> String.valueOf(deep(0));
            default -> "fine";
        });
        assertThat(results).containsExactly("1 TIME", "2 TIME", "3 BUG", "4 MEMORY", "5 STACK", "fine");
    }

    @Test
    void progressEndsWithAll() {
        var seen = new ArrayList<Integer>();
        new Workers(Duration.ofSeconds(5), 2).map(List.of(1, 2, 3), item -> "x", (_, _) -> "y", seen::add);
        assertThat(seen).isSorted().endsWith(3);
    }

    @Test
    void aBugNamesItsPlace() {
        assertThat(Workers.place(new IllegalStateException())).startsWith("IllegalStateException at WorkersTest.java:");
    }

    @Test
    @Timeout(20)
    void whatGoesWrongBesideTheItemsEndsTheRun() {
        for (Error error : List.of(new OutOfMemoryError(), new StackOverflowError(), new LinkageError())) {
            assertThatThrownBy(() -> new Workers(Duration.ofMinutes(10), 2).map(List.of(1, 2, 3), _ -> {
                throw new IllegalStateException();
            }, (_, _) -> {
                throw error;
            }, _ -> {})).isSameAs(error);
        }
    }
}
