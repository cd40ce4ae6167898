// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate;

import static org.assertj.core.api.Assertions.assertThat;
import static uringlint.typestate.Tickets.exits;
import static uringlint.typestate.Tickets.seen;
import static uringlint.typestate.Tickets.solve;

import org.junit.jupiter.api.Test;
import uringlint.typestate.observe.Observation;

/// Values with variants, and handlers that answer by them.
class AnswersTest {
    @Test
    void aVariantIsTheResultThatItHolds() {
        assertThat(exits("""
                fn static ? serve(t: struct ticket *, flags: unsigned int) {
                b0:
                  branch flags ? b1 : b2
                b1:
                  return #Err{`0` = -BAD}
                b2:
                  %1 = call answer(t, 7)
                  return #Ok{`0` = %1}
                }
                """)).containsExactlyInAnyOrder("t OWNED {-22}", "t OWNED {7}");
    }

    @Test
    void aPairIsReadOffAgain() {
        assertThat(exits("""
                fn static ? serve(t: struct ticket *, flags: unsigned int) {
                  local token: ?
                  local handle: struct ticket *
                b0:
                  %1 = call park(t)
                  token = %1.`0`
                  handle = %1.`1`
                  %2 = call finish(handle, 0)
                  return #Ok{`0` = token}
                }
                """)).containsExactly("t COMPLETED {-529}");
    }

    @Test
    void variantsOfAHelperStayApart() {
        assertThat(exits("""
                fn static ? begin(t: struct ticket *, number: int) {
                b0:
                  branch number > 3 ? b1 : b2
                b1:
                  return #Err{`0` = -BAD}
                b2:
                  %1 = call park(t)
                  %2 = call finish(t, 0)
                  return #Ok{`0` = %1.`0`}
                }
                fn static ? serve(t: struct ticket *, flags: unsigned int) {
                  local n: int
                b0:
                  n = t->number
                  %1 = call begin(t, n)
                  branch is<Ok>(%1) ? b1 : b2
                b1:
                  return #Ok{`0` = %1.`0`}
                b2:
                  return %1
                }
                """)).containsExactlyInAnyOrder("t OWNED {-22}", "t COMPLETED {-529}");
    }

    @Test
    void whatIsOneVariantIsNoOther() {
        assertThat(exits("""
                fn static int serve(t: struct ticket *, flags: unsigned int) {
                b0:
                  %1 = call ask(flags)
                  branch is<Some>(%1) ? b1 : b2
                b1:
                  branch is<None>(%1) ? b3 : b4
                b2:
                  branch is<Some>(%1) ? b3 : b5
                b3:
                  return 1
                b4:
                  return 2
                b5:
                  return 3
                }
                """)).containsExactlyInAnyOrder("t OWNED {2}", "t OWNED {3}");
    }

    @Test
    void anEntryPointThatIsCalledHasThreeAnswers() {
        assertThat(exits("""
                fn static int serve(t: struct ticket *, flags: unsigned int) {
                b0:
                  %1 = call `Server::serve`(t, flags)
                  branch is<Ok>(%1) ? b1 : b2
                b1:
                  branch is<Kept>(%1.`0`) ? b3 : b4
                b2:
                  return %1.`0`
                b3:
                  return -QUEUED
                b4:
                  return 0
                }
                """)).containsExactlyInAnyOrder("t OWNED {-4095..-530, -528..-1}", "t HANDED_OFF {-529}", "t OWNED {0}");
    }

    @Test
    void theTrampolineSaysWhichVariantKeeps() {
        assertThat(seen(solve("""
                impl Service for Shop `Shop::run`
                fn int serve(t: struct ticket *, flags: unsigned int) {
                b0:
                  %1 = call `Service::run`(t, flags)
                  branch is<Later>(%1) ? b1 : b2
                b1:
                  return -QUEUED
                b2:
                  return 0
                }
                fn ? `Shop::run`(t: struct ticket *, flags: unsigned int) {
                b0:
                  return #Later{}
                }
                """), Observation.Exit.class)).containsExactly("serve: Exit t OWNED {-529}");
    }

    @Test
    void whatImplementsATraitOfTheApiIsEntered() {
        assertThat(solve("""
                impl Server for Counter `Counter::serve`
                fn int serve(t: struct ticket *, flags: unsigned int) {
                b0:
                  return 0
                }
                fn int `Counter::serve`(t: struct ticket *, flags: unsigned int) {
                b0:
                  return 1
                }
                """).roles()).extracting(role -> role.function().name() + " " + role.kind()).contains("Counter::serve HANDLER");
    }

    @Test
    void aContainerGivesBackWhatWasPutIntoIt() {
        assertThat(exits("""
                fn static int serve(t: struct ticket *, flags: unsigned int) {
                  local ret: int
                  local other: struct ticket *
                b0:
                  ret = call push(&t->place->slots, t)
                  branch ret < 0 ? b1 : b2
                b1:
                  return ret
                b2:
                  branch flags ? b3 : b4
                b3:
                  other = call pop(&t->place->slots)
                  return -BAD
                b4:
                  return -QUEUED
                }
                """)).containsExactlyInAnyOrder("t OWNED {-4095..-530, -528..-1}", "t OWNED {-22}", "t+ OWNED {-529}");
    }

    @Test
    void anExchangeThatFailsStoresNothing() {
        assertThat(exits("""
                fn static int serve(t: struct ticket *, flags: unsigned int) {
                  local ret: int
                b0:
                  ret = call swap_if(&t->place->waiting, 0, t)
                  branch ret < 0 ? b1 : b2
                b1:
                  return -BAD
                b2:
                  return -QUEUED
                }
                """)).containsExactlyInAnyOrder("t OWNED {-22}", "t+ OWNED {-529}");
    }

    @Test
    void anEndSaysWhereTheObjectWasLost() {
        var result = solve("""
                fn static int serve(t: struct ticket *, flags: unsigned int) {
                  local held: struct ticket *
                b0:
                  held = t
                  drop held "end:ticket"
                  return -QUEUED
                }
                """);
        assertThat(result.observations()).filteredOn(seen -> seen instanceof Observation.Exit)
                .extracting(seen -> seen.anchor().orElseThrow().line()).isNotEmpty();
    }

    @Test
    void aFunctionForTheEndIsCalled() {
        assertThat(exits("""
                fn static void `Holder::drop`(self: struct ticket * *) {
                b0:
                  %1 = call finish(self.*, 0)
                  return ()
                }
                fn static int serve(t: struct ticket *, flags: unsigned int) {
                  local holder: struct holder
                b0:
                  holder.ticket = t
                  branch flags ? b1 : b2
                b1:
                  holder = ()
                  drop holder "call:Holder::drop"
                  return -BAD
                b2:
                  holder = t
                  drop holder "call:Holder::drop"
                  return -QUEUED
                }
                """)).containsExactlyInAnyOrder("t OWNED {-22}", "t COMPLETED {-529}");
    }

    @Test
    void whatIsFilledIsOpenedAgain() {
        assertThat(exits("""
                fn static int serve(t: struct ticket *, flags: unsigned int) {
                  local own: struct pad
                b0:
                  own = #pad{handle = t}
                  %1 = call fill(t, &own)
                  %2 = call open(t)
                  branch is<Ok>(%2) ? b1 : b2
                b1:
                  %3 = call finish(%2.`0`.handle, 0)
                  return -QUEUED
                b2:
                  return -BAD
                }
                """)).contains("t OWNED {-22}");
    }
}
