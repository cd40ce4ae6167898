// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate;

import static org.assertj.core.api.Assertions.assertThat;
import static uringlint.typestate.Tickets.exits;
import static uringlint.typestate.Tickets.solve;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import uringlint.source.Problem;
import uringlint.typestate.observe.Observation;

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

    /// Branches in a row of which each sets a variable that is asked for at the end.
    private static String inARow(int count, String whenSet, String end) {
        var text = new StringBuilder("fn static int serve(t: struct ticket *, flags: unsigned int) {\n  local ret: int\n");
        for (int number = 0; number < count; number++) {
            text.append("  local a%d: int%n".formatted(number));
        }
        for (int number = 0; number < count; number++) {
            text.append("b%d:%n  %%1 = call coin()%n  branch %%1 ? b%d : b%d%n"
                    .formatted(3 * number, 3 * number + 1, 3 * number + 2));
            text.append("b%d:%n  a%d = 1%n  %s%n  jump b%d%n"
                    .formatted(3 * number + 1, number, whenSet.formatted(number), 3 * number + 3));
            text.append("b%d:%n  a%d = 0%n  jump b%d%n".formatted(3 * number + 2, number, 3 * number + 3));
        }
        text.append(end.replace("B", "b" + 3 * count).replace("X", "b" + (3 * count + 1)).replace("Y", "b" + (3 * count + 2)));
        return text.append("}\n").toString();
    }

    private static final String ALL_ARE_ASKED = "  %1 = call say(a0, a1, a2, a3, a4, a5)\n";

    @Test
    void pathsOfDifferentClassesStayApart() {
        // 2 ways each, of which all are told apart up to 12.
        String end = "B:\n  branch a0 == a1 ? X : Y\nX:\n  %1 = call say(a0, a1, a2)\n  return 1\nY:\n"
                + "  %1 = call say(a0, a1, a2)\n  branch a0 ? X : Z\nZ:\n  return 2\n";
        assertThat(exits(inARow(3, "flags = %d", end.replace("Z", "b12"))))
                .containsExactlyInAnyOrder("t OWNED {1}", "t OWNED {2}");
        assertThat(exits(inARow(1, "ret = %d", "B:\n  branch a0 ? X : Y\nX:\n  return a0\nY:\n  return a0\n")))
                .containsExactlyInAnyOrder("t OWNED {0}", "t OWNED {1}");
    }

    @Test
    void pathsOfOneClassAreJoined() {
        assertThat(exits("""
            fn static int serve(t: struct ticket *, flags: unsigned int) {
              local n: int
            b0:
              branch flags ? b1 : b2
            b1:
              n = 3
              jump b3
            b2:
              n = 9
              jump b3
            b3:
              branch n == 5 ? b4 : b5
            b4:
              return 1
            b5:
              return n
            }
            """)).containsExactly("t OWNED {3, 9}");
    }

    @Test
    void fromTheThirteenthOnOnlyObjectsAndAnswersKeepApart() {
        // 2^6 ways: in the last ones the variables are no longer told apart, but whether the object is finished is.
        String end = "B:\n" + ALL_ARE_ASKED + "  return -QUEUED\n";
        assertThat(exits(inARow(6, "flags = %d", end))).containsExactly("t OWNED {-529}");
        var result = solve(inARow(6, "%%1 = call finish(t, %d)", end));
        assertThat(lives(result)).containsExactly("COMPLETED", "OWNED");
        assertThat(result.problems()).isEmpty();
        assertThat(result.unfollowed()).isEmpty();
        assertThat(exits(inARow(6, "ret = 1", "B:\n" + ALL_ARE_ASKED + "  return ret\n").replace("b0:\n", "b0:\n  ret = 0\n")))
                .containsExactlyInAnyOrder("t OWNED {0}", "t OWNED {1}");
    }

    @Test
    void whereFactsAreGivenUpAllIsUncertain() {
        // 2^8 states of what the function answers and of where the object lies.
        var text = inARow(8, "t->place->slots[%1$d] = t\n  room%1$d = t", "B:\n  return -QUEUED\n");
        var globals = new StringBuilder();
        for (int number = 0; number < 8; number++) {
            globals.append("global room%d: struct ticket * = 0%n".formatted(number));
        }
        var result = solve(globals + text);
        assertThat(result.problems()).isNotEmpty().allMatch(problem -> problem.kind() == Problem.Kind.BOUND);
        assertThat(result.unfollowed()).extracting(role -> role.function().name()).containsExactly("serve");
        assertThat(lives(result)).as("what is told for sure").isSubsetOf("OWNED");
    }

    private static Set<String> lives(TypestateAnalysis.Result result) {
        return result.observations().stream()
                .filter(Observation.Exit.class::isInstance)
                .map(seen -> seen.before().life().toString())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
