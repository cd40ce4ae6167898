// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate;

import static org.assertj.core.api.Assertions.assertThat;
import static uringlint.typestate.Tickets.exits;
import static uringlint.typestate.Tickets.solve;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.observe.Uncertain;

/// Which paths go on side by side where they meet, and what is left of those that are joined.
class JoinTest {
    /// A handler that asks what is in memory, overwrites it on one of two ways, and asks again where they meet.
    private static String askedTwice(String start, String place, String first, String second) {
        return """
            global room: struct desk = aggregate<struct desk>{.open = 1}
            fn static int serve(t: struct ticket *, flags: unsigned int) {
              local desk: struct desk *
              local own: struct desk
            b0:
              START
              branch PLACE ? b1 : b7
            b1:
              branch flags > 3 ? b2 : b3
            b2:
              FIRST
              jump b4
            b3:
              SECOND
              jump b4
            b4:
              branch PLACE ? b5 : b6
            b5:
              return 1
            b6:
              return 2
            b7:
              return 3
            }
            """.replace("START", start).replace("PLACE", place).replace("FIRST", first).replace("SECOND", second);
    }

    @Test
    void whatOneWayOverwroteIsNotWhatWasThereBefore() {
        String start = "desk = t->place";
        String place = "desk->open";
        assertThat(exits(askedTwice(start, place, "desk->open = 0", "flags = 0")))
                .containsExactlyInAnyOrder("t OWNED {3}", "t OWNED {1}", "t OWNED {2}");
        assertThat(exits(askedTwice(start, place, "flags = 0", "desk->open = 0")))
                .containsExactlyInAnyOrder("t OWNED {3}", "t OWNED {1}", "t OWNED {2}");
    }

    @Test
    void whatBothWaysOverwroteIsWhatEitherStored() {
        String start = "desk = t->place";
        String place = "desk->open";
        assertThat(exits(askedTwice(start, place, "desk->open = 0", "desk->open = 5")))
                .containsExactlyInAnyOrder("t OWNED {3}", "t OWNED {1}", "t OWNED {2}");
        assertThat(exits(askedTwice(start, place, "desk->open = 0", "desk->open = 0")))
                .containsExactlyInAnyOrder("t OWNED {3}", "t OWNED {2}");
    }

    @Test
    void thatHoldsForTheMemoryOfTheObjectForGlobalsAndForLocals() {
        for (String[] way : new String[][] {{"PLACE = 0", "flags = 0"}, {"flags = 0", "PLACE = 0"}}) {
            for (String place : new String[] {"t->number", "room.open", "own.open"}) {
                String first = way[0].replace("PLACE", place);
                String second = way[1].replace("PLACE", place);
                assertThat(exits(askedTwice("own.open = t->place->open", place, first, second)))
                        .as(place)
                        .containsExactlyInAnyOrder("t OWNED {3}", "t OWNED {1}", "t OWNED {2}");
            }
        }
    }

    @Test
    void aMemberOfNewMemoryIsNotZeroWhereOneWaySetIt() {
        String text = """
            fn static int serve(t: struct ticket *, flags: unsigned int) {
              local desk: struct desk *
            b0:
              desk = call make(8)
              branch desk ? b1 : b2
            b1:
              branch flags ? b3 : b4
            b2:
              return -BAD
            b3:
              desk->open = 1
              jump b4
            b4:
              branch desk->open ? b5 : b6
            b5:
              return 1
            b6:
              return 2
            }
            """;
        assertThat(exits(text)).containsExactlyInAnyOrder("t OWNED {-22}", "t OWNED {1}", "t OWNED {2}");
        assertThat(exits(text.replace("flags ? b3 : b4", "flags ? b4 : b3")))
                .containsExactlyInAnyOrder("t OWNED {-22}", "t OWNED {1}", "t OWNED {2}");
    }
}
