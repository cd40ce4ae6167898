// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate;

import static org.assertj.core.api.Assertions.assertThat;
import static uringlint.typestate.Tickets.exits;
import static uringlint.typestate.Tickets.seen;
import static uringlint.typestate.Tickets.solve;

import java.util.List;
import org.junit.jupiter.api.Test;
import uringlint.source.Problem;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.value.Flag;

/// How paths through handlers, helpers and callbacks end, for an invented API.
class SimulationTest {
    private static final String BELL = """
        fn int bell(desk: struct desk *) {
          local t: struct ticket *
        b0:
          t = desk->waiting
          desk->waiting = 0
          branch t ? b1 : b2
        b1:
          %1 = call finish(t, 0)
          return 0
        b2:
          return 0
        }
        """;

    @Test
    void branchesEndApart() {
        assertThat(exits("""
            fn static int serve(t: struct ticket *, flags: unsigned int) {
            b0:
              branch flags ? b1 : b2
            b1:
              %1 = call finish(t, 0)
              return -QUEUED
            b2:
              return -BAD
            }
            """)).containsExactlyInAnyOrder("t OWNED {-22}", "t COMPLETED {-529}");
    }

    @Test
    void contradictionsAreNoPaths() {
        assertThat(exits("""
            fn static int serve(t: struct ticket *, flags: unsigned int) {
              local ret: int
            b0:
              ret = call finish(t, 0)
              branch flags > 3 ? b1 : b2
            b1:
              branch flags < 2 ? b3 : b4
            b2:
              branch flags == 9 ? b3 : b4
            b3:
              return 1
            b4:
              return 2
            }
            """)).containsExactly("t COMPLETED {2}");
    }

    @Test
    void callersLearnFromTheResultWhatAHelperDid() {
        assertThat(exits("""
            fn static int take(t: struct ticket *) {
            b0:
              branch t->number > 3 ? b1 : b2
            b1:
              return -BAD
            b2:
              t->place->waiting = t
              return 0
            }
            fn static int serve(t: struct ticket *, flags: unsigned int) {
              local ret: int
            b0:
              ret = call take(t)
              branch ret != 0 ? b1 : b2
            b1:
              return ret
            b2:
              return -QUEUED
            }
            """)).containsExactlyInAnyOrder("t OWNED {-22}", "t+ OWNED {-529}");
    }

    @Test
    void callersLearnFromAVerdict() {
        assertThat(exits("""
            fn static int refuse(t: struct ticket *) {
            b0:
              branch t->number > 3 ? b1 : b2
            b1:
              %1 = call finish(t, -BAD)
              return 1
            b2:
              return 0
            }
            fn static int serve(t: struct ticket *, flags: unsigned int) {
            b0:
              %1 = call refuse(t)
              branch %1 ? b1 : b2
            b1:
              return -QUEUED
            b2:
              return 0
            }
            """)).containsExactlyInAnyOrder("t COMPLETED {-529}", "t OWNED {0}");
    }

    @Test
    void helpersOfOtherFilesAreEntered() {
        assertThat(seen(solve("""
            fn static int serve(t: struct ticket *, flags: unsigned int) {
            b0:
              %1 = call elsewhere(t)
              return %1
            }
            """, """
            fn int elsewhere(t: struct ticket *) {
            b0:
              %1 = call finish(t, 5)
              %2 = call finish(t, 6, 1)
              return -QUEUED
            }
            """), Observation.Complete.class, Observation.Exit.class))
                .containsExactly(
                        "serve: Complete t OWNED {5}",
                        "serve: Complete t COMPLETED {6}", "serve: Exit t COMPLETED {-529}");
    }

    @Test
    void staticFunctionsOfOtherFilesAreNotMeant() {
        assertThat(exits("""
            fn static int serve(t: struct ticket *, flags: unsigned int) {
            b0:
              %1 = call elsewhere(t)
              return -QUEUED
            }
            """, """
            fn static int elsewhere(t: struct ticket *) {
            b0:
              %1 = call finish(t, 5)
              return 0
            }
            """)).containsExactly("t ESCAPED {-529}");
    }

    @Test
    void strangersMayDoAnything() {
        assertThat(exits("""
            fn static int serve(t: struct ticket *, flags: unsigned int) {
            b0:
              %1 = call stranger(t)
              return -QUEUED
            }
            """)).containsExactly("t ESCAPED {-529}");
    }

    @Test
    void storedObjectsAreFoundByOthersUntilTheyAreTakenBack() {
        var result = solve("""
            fn static int serve(t: struct ticket *, flags: unsigned int) {
              local desk: struct desk *
            b0:
              desk = t->place
              %1 = call lock(&desk->lock)
              desk->waiting = t
              branch desk->open ? b1 : b2
            b1:
              %2 = call unlock(&desk->lock)
              return -QUEUED
            b2:
              desk->waiting = 0
              %3 = call unlock(&desk->lock)
              return -BAD
            }
            """ + BELL);

        assertThat(seen(result, Observation.Exit.class))
                .contains("serve: Exit t OWNED {-22}", "serve: Exit t+ OWNED {-529}");
        assertThat(seen(result, Observation.Complete.class)).containsExactly("bell: Complete t OWNED {0}");
        assertThat(seen(result, Observation.Publish.class)).containsExactly("serve: Publish t+ OWNED");
    }

    @Test
    void linkedNodesHoldTheirObject() {
        assertThat(exits("""
            fn static int serve(t: struct ticket *, flags: unsigned int) {
              local job: struct job *
            b0:
              job = call make(8)
              branch job ? b1 : b2
            b1:
              job->ticket = t
              %1 = call link(&job->next, t->place)
              branch flags ? b3 : b4
            b2:
              return -BAD
            b3:
              return -QUEUED
            b4:
              %2 = call unlink(&job->next)
              %3 = call drop(job)
              return -AGAIN
            }
            """)).containsExactlyInAnyOrder("t OWNED {-22}", "t+ OWNED {-529}", "t OWNED {-11}");
    }

    @Test
    void linkedNodesHoldTheirObjectWhenNoVariableNamesThemAnyMore() {
        assertThat(exits("""
            fn static int serve(t: struct ticket *, flags: unsigned int) {
              local job: struct job *
            b0:
              job = call make(8)
              branch job ? b1 : b2
            b1:
              job->ticket = t
              %1 = call link(&job->next, t->place)
              jump b3
            b2:
              return -BAD
            b3:
              return -QUEUED
            }
            """)).containsExactlyInAnyOrder("t OWNED {-22}", "t+ OWNED {-529}");
    }

    @Test
    void carriersBringTheirObjectToTheCallback() {
        var result = solve("""
            fn static void work(w: struct work *) {
              local job: struct job *
            b0:
              job = call outer(w, `struct job`, work)
              %2 = call finish(job->ticket, 0)
              %3 = call drop(job)
              return
            }
            fn static int serve(t: struct ticket *, flags: unsigned int) {
              local job: struct job *
            b0:
              job = call make(8)
              branch job ? b1 : b2
            b1:
              job->ticket = t
              %1 = call set_up(&job->work, work)
              %2 = call start(&job->work)
              return -QUEUED
            b2:
              return -BAD
            }
            """);

        assertThat(result.roles()).extracting(role -> role.function().name() + " " + role.kind())
                .containsExactly("serve HANDLER", "work WORKER");
        assertThat(seen(result, Observation.HandOff.class)).containsExactly("serve: HandOff t OWNED");
        assertThat(seen(result, Observation.Exit.class))
                .contains("serve: Exit t OWNED {-22}", "serve: Exit t+ HANDED_OFF {-529}")
                .anyMatch(line -> line.startsWith("work: Exit ") && line.endsWith(" COMPLETED {..}"));
    }

    @Test
    void callbacksOfHandOffsArriveWithTheObject() {
        var result = solve("""
            fn static void later(t: struct ticket *, flags: unsigned int) {
            b0:
              branch flags ? b1 : b2
            b1:
              %1 = call finish(t, 0)
              return
            b2:
              return
            }
            fn static int serve(t: struct ticket *, flags: unsigned int) {
            b0:
              %1 = call defer(t, later)
              %2 = call defer(t, later)
              t->number = 1
              return -QUEUED
            }
            """);

        assertThat(seen(result, Observation.HandOff.class))
                .containsExactly("serve: HandOff t OWNED", "serve: HandOff t HANDED_OFF");
        assertThat(seen(result, Observation.Touch.class)).containsExactly("serve: Touch t HANDED_OFF");
        assertThat(seen(result, Observation.Exit.class)).containsExactlyInAnyOrder(
                "serve: Exit t HANDED_OFF {-529}", "later: Exit t OWNED {..}", "later: Exit t COMPLETED {..}");
    }

    @Test
    void marksAndReissuesAreSeen() {
        var result = solve("""
            fn static int serve(t: struct ticket *, flags: unsigned int) {
            b0:
              branch flags & F_CANCEL ? b1 : b2
            b1:
              %1 = call again(t)
              return -QUEUED
            b2:
              %2 = call pin(t, flags)
              return -QUEUED
            }
            """);

        assertThat(seen(result, Observation.Mark.class, Observation.Reissue.class))
                .containsExactlyInAnyOrder("serve: Mark t OWNED", "serve: Reissue t OWNED");
        Observation mark = result.observations().stream().filter(seen -> seen instanceof Observation.Mark).findFirst().orElseThrow();
        assertThat(mark.parameters().get("flags").clear()).extracting(Flag::toString).containsExactly("F_CANCEL");
    }

    @Test
    void structsAreCopiedWithWhatTheyHold() {
        assertThat(seen(solve("""
            struct box "" {
              _: union `box.<1>`
              n: int
            }
            union `box.<1>` {
              ticket: struct ticket *
              raw: unsigned long
            }
            fn static int serve(t: struct ticket *, flags: unsigned int) {
              local a: struct box
              local b: struct box
            b0:
              a = aggregate<struct box>{.ticket = t, .n = 3}
              b = a
              %1 = call finish(b.ticket, b.n)
              return b.n
            }
            """), Observation.Complete.class, Observation.Exit.class))
                .containsExactly("serve: Complete t OWNED {3}", "serve: Exit t COMPLETED {3}");
    }

    @Test
    void loopsComeToAnEnd() {
        assertThat(exits("""
            fn static int serve(t: struct ticket *, flags: unsigned int) {
              local i: int
            b0:
              i = 0
              jump b1
            b1:
              branch i < 4 ? b2 : b3
            b2:
              i = i + 1
              %1 = call peek(t)
              jump b1
            b3:
              return i
            }
            """)).containsExactly("t OWNED {4..}");
    }

    @Test
    void completionsInALoopAreSeenTwice() {
        assertThat(seen(solve("""
            fn static int serve(t: struct ticket *, flags: unsigned int) {
            b0:
              jump b1
            b1:
              %1 = call coin()
              branch %1 ? b2 : b3
            b2:
              %2 = call finish(t, 0)
              jump b1
            b3:
              return -QUEUED
            }
            """), Observation.Complete.class))
                .containsExactlyInAnyOrder("serve: Complete t OWNED {0}", "serve: Complete t COMPLETED {0}");
    }

    @Test
    void recursionComesToAnEnd() {
        assertThat(exits("""
            fn static int serve(t: struct ticket *, flags: unsigned int) {
            b0:
              branch flags ? b1 : b2
            b1:
              %1 = call serve(t, flags - 1)
              return %1
            b2:
              %2 = call finish(t, 0)
              return -QUEUED
            }
            """)).contains("t COMPLETED {-529}").doesNotContain("t OWNED {-529}");
    }

    @Test
    void boundsAreToldAndMet() {
        var text = new StringBuilder("fn static int serve(t: struct ticket *, flags: unsigned int) {\n");
        int count = 14;
        for (int number = 0; number < count; number++) {
            text.append("  local a%d: int%n".formatted(number));
        }
        for (int number = 0; number < count; number++) {
            text.append("b%d:%n  a%d = call coin()%n  branch a%d ? b%d : b%d%n"
                    .formatted(3 * number, number, number, 3 * number + 1, 3 * number + 2));
            text.append("b%d:%n  t->place->slots[%d] = t%n  jump b%d%n".formatted(3 * number + 1, number, 3 * number + 3));
            text.append("b%d:%n  t->number = %d%n  jump b%d%n".formatted(3 * number + 2, number, 3 * number + 3));
        }
        text.append(
                "b%d:%n  %%1 = call say(a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13)%n  return -QUEUED%n}%n"
                        .formatted(3 * count));

        TypestateAnalysis.Result result = solve(text.toString());

        assertThat(seen(result, Observation.Exit.class)).isNotEmpty();
        assertThat(result.problems()).allMatch(problem -> problem.kind() == Problem.Kind.BOUND);
    }

    @Test
    void equalProgramsGiveEqualObservations() {
        String handler = """
            fn static int serve(t: struct ticket *, flags: unsigned int) {
            b0:
              %1 = call rest(t)
              return %1
            }
            """;
        String rest = """
            fn int rest(t: struct ticket *) {
            b0:
              branch t->number ? b1 : b2
            b1:
              t->place->waiting = t
              return -QUEUED
            b2:
              %1 = call finish(t, 1)
              return -QUEUED
            }
            """;
        String other = "fn int unrelated(n: int) {\nb0:\n  return n\n}\n";
        List<String> first = Tickets.exits(handler, rest, BELL, other);

        assertThat(Tickets.exits(handler, other, BELL, rest)).isEqualTo(first);
        assertThat(Tickets.exits(handler, BELL, rest, other)).isEqualTo(first);
    }

    @Test
    void everyKindOfEntryPointIsFound() {
        var index = Tickets.index("""
            global ops: struct ops = aggregate<struct ops>{.serve = serve, .poll = look, .close = close}
            fn static int serve(t: struct ticket *, flags: unsigned int) {
            b0:
              %1 = call on_bell(bell)
              return 0
            }
            fn static int look(t: struct ticket *) {
            b0:
              %1 = call finish(t, 0)
              return 1
            }
            fn static int close(desk: struct desk *) {
            b0:
              %1 = call finish(desk->waiting, 0)
              return 0
            }
            """ + BELL + """
            fn int plain(t: struct ticket *) {
            b0:
              %1 = call peek(t)
              return 0
            }
            """);
        var result = TypestateAnalysis.solve(index, Tickets.model());

        assertThat(result.roles())
                .extracting(role -> role.function().name() + " " + role.kind())
                .containsExactlyInAnyOrder(
                        "serve HANDLER", "look POLL", "close RELEASE", "bell INTERRUPT", "plain PLAIN");
        assertThat(result.entered())
                .extracting(uringlint.ir.Function::name)
                .contains("serve", "look", "close", "bell", "plain");
    }
}
