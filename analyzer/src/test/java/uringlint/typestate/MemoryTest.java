// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate;

import static org.assertj.core.api.Assertions.assertThat;
import static uringlint.typestate.Tickets.exits;

import org.junit.jupiter.api.Test;

/// What is read where something was stored before, by other names and through helpers.
class MemoryTest {
    /// How a handler ends that runs `body`, whose blocks may end in b8 (for 1) and b9 (for 2).
    private static java.util.List<String> ends(String body) {
        String all = """
            fn static int serve(t: struct ticket *, flags: unsigned int) {
              local desk: struct desk *
              local other: struct desk *
              local own: struct desk
              local copy: struct desk
              local job: struct job *
              local work: struct work *
              local n: int
              local ret: int
            """ + body;
        int first = (int) all.lines().filter(line -> line.matches("b[0-9]+:")).count();
        return exits(all.replace("YES", "b" + first).replace("NO", "b" + (first + 1))
                + "b%d:%n  return 1%nb%d:%n  return 2%n}%n".formatted(first, first + 1));
    }

    @Test
    void aFieldIsNotItsNeighbor() {
        assertThat(ends("""
            b0:
              desk = t->place
              desk->open = 3
              desk->lock = 4
              branch desk->open == 3 ? YES : NO
            """)).containsExactly("t OWNED {1}");
    }

    @Test
    void whatIsEqualHasTheSameMembers() {
        String body = """
            b0:
              desk = t->place
              other = OTHER
              desk->open = 0
              branch other == desk ? b1 : b2
            b1:
              branch other->open ? YES : NO
            b2:
              return 3
            """;
        assertThat(ends(body.replace("OTHER", "desk").replace("desk->open = 0", "other->open = 0")))
                .containsExactly("t OWNED {2}");
        assertThat(ends(body.replace("other = OTHER", "other = call find(flags)")))
                .containsExactlyInAnyOrder("t OWNED {2}", "t OWNED {3}");
        assertThat(ends(body.replace("OTHER", "desk->waiting->place"))).containsExactlyInAnyOrder("t OWNED {2}", "t OWNED {3}");
    }

    @Test
    void elementsWithDifferentNumbersAreDifferent() {
        assertThat(ends("""
            b0:
              own.slots[1] = t
              own.slots[2] = 0
              branch own.slots[1] ? YES : NO
            """)).containsExactly("t OWNED {1}");
        assertThat(ends("""
            b0:
              own.slots[n] = 0
              branch own.slots[n] ? YES : NO
            """)).containsExactly("t OWNED {2}");
    }

    @Test
    void theContainerOfAMemberIsTheStructure() {
        assertThat(ends("""
            b0:
              job = call make(8)
              branch job ? b1 : NO
            b1:
              job->ticket = t
              work = &job->work
              %1 = call outer(work, `struct job`, work)
              branch %1 == job ? b2 : NO
            b2:
              %2 = call finish(%1->ticket, 0)
              return -QUEUED
            """)).containsExactlyInAnyOrder("t OWNED {2}", "t COMPLETED {-529}");
        assertThat(ends("""
            b0:
              work = flags
              %1 = call outer(work, `struct job`, work)
              %1->work.run = 0
              branch work->run ? YES : NO
            """)).containsExactly("t OWNED {2}");
    }

    @Test
    void whatIsCopiedStaysWhenTheOriginalChanges() {
        assertThat(ends("""
            b0:
              own = aggregate<struct desk>{.open = 3, .lock = 4}
              copy = own
              own.open = 0
              branch copy.open == 3 ? b1 : NO
            b1:
              branch copy.waiting ? NO : b2
            b2:
              branch own.open ? NO : YES
            """)).containsExactly("t OWNED {1}");
    }

    @Test
    void aWholeIsPartedByAWriteToAPart() {
        assertThat(ends("""
            b0:
              own = #desk{open = 3, lock = 4}
              own.open = 0
              branch own.open ? NO : b1
            b1:
              branch own.lock == 4 ? b2 : NO
            b2:
              copy = own
              branch copy.lock == 4 ? b3 : NO
            b3:
              branch is<desk>(copy) ? YES : NO
            """)).containsExactly("t OWNED {1}");
        assertThat(ends("""
            b0:
              desk = t->place
              desk.* = #desk{open = 3, lock = 4}
              branch desk->lock == 4 ? YES : NO
            """)).containsExactly("t OWNED {1}");
    }

    @Test
    void aWriteToAWholeOverwritesItsParts() {
        assertThat(ends("""
            b0:
              own.open = 3
              own = aggregate<struct desk>{.lock = 4}
              branch own.open ? NO : YES
            """)).containsExactly("t OWNED {1}");
    }

    @Test
    void anExchangeGivesWhatWasThere() {
        assertThat(ends("""
            b0:
              desk = t->place
              desk->open = 3
              ret = call swap(&desk->open, 0)
              branch desk->open ? NO : b1
            b1:
              branch ret == 3 ? YES : NO
            """)).containsExactly("t OWNED {1}");
    }

    @Test
    void membersOfAUnionShareTheirMemory() {
        assertThat(exits("""
            struct box {
              _: union `box.<1>`
              n: int
            }
            union `box.<1>` {
              ticket: struct ticket *
              raw: unsigned long
            }
            fn static int serve(t: struct ticket *, flags: unsigned int) {
              local box: struct box
            b0:
              box.ticket = t
              box.n = 3
              box.raw = 0
              branch box.ticket == t ? b1 : b2
            b1:
              return 1
            b2:
              return box.n
            }
            """)).contains("t OWNED {3}");
    }

    // ---------------------------------------------------------------- helpers

    private static final String SET = """
        fn static void set(where: int *, number: int) {
        b0:
          where.* = number
          return
        }
        fn static int serve(t: struct ticket *, flags: unsigned int) {
          local a: int
          local b: int
          local where: int
        """;

    @Test
    void aHelperIsUsedTwice() {
        assertThat(exits(SET + """
            b0:
              a = 1
              b = 1
              where = 7
              %1 = call set(&a, 3)
              %2 = call set(&b, 4)
              %3 = call set(&a, 3)
              branch where == 7 ? b1 : b2
            b1:
              branch b == 4 ? b3 : b2
            b2:
              return 0
            b3:
              return a
            }
            """)).containsExactly("t OWNED {3}");
    }

    @Test
    void whatAHelperCannotNameStaysAsItWas() {
        assertThat(exits("""
            fn static int work(t: struct ticket *, n: int) {
            b0:
              t->number = n
              branch n > 3 ? b1 : b2
            b1:
              return 1
            b2:
              return 0
            }
            fn static int serve(t: struct ticket *, flags: unsigned int) {
              local own: struct desk
              local first: int
              local n: int
            b0:
              own.open = 5
              first = call coin()
              n = 9
              branch first ? b1 : b2
            b1:
              %1 = call work(t, 2)
              branch first ? b3 : b4
            b2:
              %2 = call work(t, 4)
              branch first ? b4 : b5
            b3:
              branch own.open == 5 ? b6 : b4
            b4:
              return -BAD
            b5:
              branch n == 9 ? b7 : b4
            b6:
              return %1
            b7:
              return %2
            }
            """)).containsExactlyInAnyOrder("t OWNED {0}", "t OWNED {1}");
    }

    @Test
    void theSameHelperInAnotherStateGivesAnotherResult() {
        assertThat(exits("""
            fn static int count(t: struct ticket *) {
            b0:
              t->number = t->number + 1
              return t->number
            }
            fn static int serve(t: struct ticket *, flags: unsigned int) {
            b0:
              t->number = 0
              %1 = call count(t)
              %2 = call count(t)
              %3 = call count(t)
              return %3
            }
            """)).containsExactly("t OWNED {3}");
    }

    @Test
    void aHelperForgetsNoFactsOfItsCaller() {
        assertThat(exits("""
            fn static void touch(t: struct ticket *) {
            b0:
              t->number = 1
              return
            }
            fn static int serve(t: struct ticket *, flags: unsigned int) {
              local desk: struct desk *
              local n: int
            b0:
              desk = t->place
              n = call coin()
              branch n == 0 ? b4 : b1
            b1:
              branch desk->open ? b2 : b4
            b2:
              %1 = call touch(t)
              branch desk->open ? b3 : b5
            b3:
              branch n ? b6 : b5
            b4:
              return 4
            b5:
              return 5
            b6:
              return 6
            }
            """)).containsExactlyInAnyOrder("t OWNED {4}", "t OWNED {6}");
    }

    // ---------------------------------------------------------------- what nobody can name

    @Test
    void anObjectThatWasTakenAndLostIsOwed() {
        String text = """
            fn void bell(desk: struct desk *) {
              local t: struct ticket *
            b0:
              t = desk->waiting
              branch t ? b1 : b2
            b1:
              TAKE
              desk = 0
              t = 0
              return
            b2:
              return
            }
            fn static int serve(t: struct ticket *, flags: unsigned int) {
            b0:
              %1 = call on_bell(bell)
              return -BAD
            }
            """;
        assertThat(Tickets.seen(
                        Tickets.solve(text.replace("TAKE", "desk->waiting = 0")),
                        uringlint.typestate.observe.Observation.Exit.class))
                .anyMatch(line -> line.startsWith("bell: "));
        assertThat(Tickets.seen(
                        Tickets.solve(text.replace("TAKE", "desk->open = 0")),
                        uringlint.typestate.observe.Observation.Exit.class))
                .noneMatch(line -> line.startsWith("bell: "));
    }

    // ---------------------------------------------------------------- locks

    private static String readAgain(String guard) {
        return """
            fn static int serve(t: struct ticket *, flags: unsigned int) {
              local desk: struct desk *
            b0:
              desk = t->place
              %1 = call lock(&desk->lock)
              branch desk->open ? b1 : b4
            b1:
              %2 = call GUARD(&desk->lock)
              branch desk->open ? b2 : b3
            b2:
              return 1
            b3:
              return 2
            b4:
              return 3
            }
            """.replace("GUARD", guard);
    }

    /// Elsewhere the field is changed under the lock.
    private static final String CLOSE = """
        fn int close(desk: struct desk *) {
        b0:
          %1 = call lock(&desk->lock)
          desk->open = 0
          %2 = call unlock(&desk->lock)
          return 0
        }
        """;

    @Test
    void whatIsReadAgainAfterAnUnlockMayHaveChanged() {
        assertThat(exits(readAgain("unlock") + CLOSE))
                .containsExactlyInAnyOrder("t OWNED {1}", "t OWNED {2}", "t OWNED {3}");
    }

    @Test
    void whatNobodyChangesUnderALockStays() {
        assertThat(exits(readAgain("unlock"))).containsExactlyInAnyOrder("t OWNED {1}", "t OWNED {3}");
        assertThat(exits(readAgain("nothing") + CLOSE)).containsExactlyInAnyOrder("t OWNED {1}", "t OWNED {3}");
    }

    @Test
    void whatThePathItselfStoredIsReadAgain() {
        assertThat(exits(readAgain("unlock").replace("b1:\n", "b1:\n  desk->open = 5\n") + CLOSE))
                .containsExactlyInAnyOrder("t OWNED {1}", "t OWNED {3}");
    }
}
