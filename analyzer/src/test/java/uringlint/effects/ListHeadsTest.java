// SPDX-License-Identifier: Apache-2.0

package uringlint.effects;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uringlint.typestate.Tickets;

/// On which lists elements only wait.
class ListHeadsTest {
    private static final String PUT = """
        fn static void put(job: struct job *, desk: struct desk *) {
        b0:
          %1 = call link(&job->next, &desk->parked)
          %2 = call link(&job->next, &desk->ready)
          return
        }
        """;

    private static ListHeads lists(String statements) {
        return new ListHeads(Tickets.index(PUT, """
            fn static void others(desk: struct desk *) {
              local job: struct job *
              local old: struct job *
            b0:
              %%1 = call list_for_each_entry(job, &desk->parked, next)
              branch %%1 ? b1 : b2
            b1:
              job = %%1
              %s
              jump b0
            b2:
              return
            }
            """.formatted(statements)), Tickets.model());
    }

    @Test
    void aListOfWhichOnlyTheLogAsksIsOneOnWhichElementsWait() {
        ListHeads lists = lists("%2 = call say(job->ticket, job)\n  %3 = call first(&desk->ready)");
        assertThat(lists.isParking("parked", "next")).isTrue();
        assertThat(lists.isParking("ready", "next")).as("looked at elsewhere").isFalse();
        assertThat(lists.isParking("parked", "other")).as("nothing of the name is put there").isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            it is worked with    | %2 = call finish(job->ticket, 0)
            it is kept           | old = job
            it is written to     | job->ticket = 0
            the list is given on | %2 = call elsewhere(&desk->parked)
            the list is walked   | old = desk->parked.next
            """)
    void aListOfWhichMoreIsAskedIsNot(String what, String statement) {
        assertThat(lists(statement + "\n  %3 = call first(&desk->ready)").isParking("parked", "next")).as(what).isFalse();
    }

    @Test
    void whereNobodyTakesAnythingOfAnyListItMayBeCodeThatWasNotRead() {
        assertThat(lists("%2 = call say(job)").isParking("parked", "next")).isFalse();
    }
}
