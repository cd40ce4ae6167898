// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import uringlint.callgraph.CallGraph;
import uringlint.callgraph.ProgramIndex;
import uringlint.ir.BlockId;
import uringlint.ir.Function;
import uringlint.typestate.Generated;
import uringlint.typestate.Tickets;
import uringlint.typestate.value.Constructors;
import uringlint.typestate.value.Facts;
import uringlint.typestate.value.Flag;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Ranges;
import uringlint.typestate.value.Value;

/// What the code that follows can name is kept, all else forgotten.
class PruningTest {
    private static final String CODE = """
        fn static int helper(d: struct desk *) {
        b0:
          branch d->lock ? b1 : b2
        b1:
          return 1
        b2:
          return 0
        }
        fn static int serve(t: struct ticket *, flags: unsigned int) {
          local d: struct desk *
        b0:
          d = t->place
          branch flags & MASK ? b1 : b2
        b1:
          branch d->open == LEVEL ? b3 : b2
        b2:
          %1 = call helper(d)
          branch is<Later>(%1) ? b3 : b4
        b3:
          d->waiting = 0
          return 0
        b4:
          return d->slots[COUNT]
        }
        """;

    private final ProgramIndex index = Tickets.index(CODE);
    private final Mentions mentions = new Mentions(index, new CallGraph(index));
    private final Pruning pruning = new Pruning(mentions, Tickets.model());
    private final Function serve =
            index.functions().stream().filter(function -> function.name().equals("serve")).findFirst().orElseThrow();
    private final Generated generated = new Generated(41);
    private final MemoryLocation desk = Generated.pointee(generated.desk);
    private static final Facts NOT_ZERO = Facts.NOTHING.withRanges(Ranges.ALL.without(0));

    private boolean canName(int block, String name) {
        return mentions.has(mentions.after(serve, new BlockId(block)), new BitSet(), name);
    }

    @Test
    void aBlockMentionsWhatItAndAllBehindItName() {
        for (String name : List.of("place", "MASK", "open", "LEVEL", "lock", "slots", "COUNT", "#Later")) {
            assertThat(canName(0, name)).as(name).isTrue();
        }
        assertThat(canName(1, "place")).isFalse();
        assertThat(canName(1, "MASK")).isFalse();
        assertThat(canName(1, "open")).isTrue();
        assertThat(canName(2, "open")).isFalse();
        assertThat(canName(2, "LEVEL")).isFalse();
        assertThat(canName(2, "lock")).as("by a helper").isTrue();
        assertThat(canName(2, "#Later")).isTrue();
        assertThat(canName(3, "lock")).isFalse();
        assertThat(canName(3, "waiting")).as("what is overwritten is not asked for").isFalse();
        assertThat(canName(4, "slots")).isTrue();
        assertThat(canName(4, "COUNT")).isTrue();
        assertThat(canName(0, "never")).isFalse();
    }

    @Test
    void memoryThatIsNamedLaterIsKept() {
        for (int block = 0; block < 5; block++) {
            for (String field : List.of("open", "lock", "waiting", "slots")) {
                var configuration = new Configuration();
                configuration.store.put(desk.field(field), new Value.Int(3));
                prune(configuration, block);
                assertThat(configuration.store.containsKey(desk.field(field)))
                        .as("%s in b%d", field, block)
                        .isEqualTo(canName(block, field));
            }
        }
    }

    @Test
    void factsAreKeptAsLongAsTheirFieldIsNamed() {
        for (int block = 0; block < 5; block++) {
            for (String field : List.of("open", "lock", "waiting", "slots")) {
                var configuration = new Configuration();
                var value = new Value.Unknown(generated.initial(desk.field(field)));
                configuration.learn(value, NOT_ZERO);
                configuration.learn(new Value.Term("+", List.of(value, new Value.Int(1))), NOT_ZERO);
                prune(configuration, block);
                assertThat(configuration.facts).as("%s in b%d", field, block).hasSize(canName(block, field) ? 2 : 0);
            }
        }
    }

    @Test
    void whatCallersNameIsKeptToo() {
        var configuration = new Configuration();
        configuration.store.put(desk.field("open"), new Value.Int(3));
        pruning.prune(configuration, new BitSet(), mentions.after(serve, new BlockId(1)));
        assertThat(configuration.store).hasSize(1);
        pruning.prune(configuration, new BitSet(), mentions.after(serve, new BlockId(2)));
        assertThat(configuration.store).isEmpty();
    }

    @Test
    void factsOfWhatVariablesHoldAreKept() {
        var configuration = new Configuration();
        var value = new Value.Unknown(generated.initial(desk.field("open")));
        var sum = new Value.Term("+", List.of(value, new Value.Int(1)));
        configuration.store.put(Memory.local("serve", "n"), sum);
        configuration.learn(value, NOT_ZERO);
        configuration.learn(sum, NOT_ZERO);
        prune(configuration, 3);
        assertThat(configuration.facts).containsOnlyKeys(value, sum);
    }

    @Test
    void objectsAndWhatHoldsThemStay() {
        Configuration configuration = generated.configuration();
        configuration.store.clear();
        configuration.facts.clear();
        var ticket = new Value.Unknown(generated.ticket);
        configuration.store.put(desk.field("waiting"), ticket);
        configuration.store.put(desk.field("open"), new Value.Unknown(generated.made));
        configuration.store.put(Generated.pointee(generated.ticket).field("never"), new Value.Int(3));
        configuration.store.put(desk.field("run"), new Value.Code("later"));
        configuration.store.put(desk, Value.ZERO);
        configuration.learn(ticket, NOT_ZERO);
        Configuration before = configuration.copy();
        pruning.prune(configuration, new BitSet(), new BitSet());
        assertThat(configuration).isEqualTo(before);
    }

    @Test
    void flagsOfTheApiStayAndOthersAsLongAsTheyAreNamed() {
        var flags = new Value.Unknown(generated.flags);
        Facts known = Facts.NOTHING
                .withSet(new Flag.Named("F_CANCEL"))
                .withSet(new Flag.Named("MASK"))
                .withSet(new Flag.Shifted("COUNT"))
                .withClear(new Flag.Named("never"))
                .withClear(new Flag.Bit(3))
                .withNot("LEVEL")
                .withNot("never")
                .withIs("never");
        var here = new HashMap<Integer, String>();
        for (int block = 0; block < 5; block++) {
            var configuration = new Configuration();
            configuration.learn(flags, known);
            prune(configuration, block);
            here.put(block, configuration.factsOf(flags).toString());
        }
        assertThat(here)
                .containsEntry(0, "set[1<<COUNT, F_CANCEL, MASK] clear[bit 3] is[never] not[LEVEL]")
                .containsEntry(1, "set[1<<COUNT, F_CANCEL] clear[bit 3] is[never] not[LEVEL]")
                .containsEntry(2, "set[1<<COUNT, F_CANCEL] clear[bit 3] is[never]")
                .containsEntry(3, "set[F_CANCEL] clear[bit 3] is[never]");
    }

    @Test
    void guessesStayKnown() {
        var configuration = new Configuration();
        generated.change(configuration, Generated.Kind.GUESSES);
        Value guessed = configuration.guesses.keySet().iterator().next();
        configuration.learn(guessed, NOT_ZERO);
        configuration.learn(new Value.Named("LEVEL"), NOT_ZERO);
        prune(configuration, 3);
        assertThat(configuration.facts).containsOnlyKeys(guessed);
    }

    @Test
    void whatAValueWasMovedOutOfStays() {
        var configuration = new Configuration();
        MemoryLocation home = desk.field("never");
        configuration.store.put(home, Constructors.of("None", List.of(), List.of()));
        configuration.store.put(Memory.local("serve", "n"), new Value.Unknown(generated.initial(home)));
        prune(configuration, 3);
        assertThat(configuration.store).hasSize(2);
        configuration.store.remove(Memory.local("serve", "n"));
        prune(configuration, 3);
        assertThat(configuration.store).isEmpty();
    }

    @Test
    void pruningTwiceIsPruningOnceAndOnlyForgets() {
        for (int round = 0; round < 1_000; round++) {
            Configuration before = generated.configuration();
            int block = generated.below(5);
            Configuration once = before.copy();
            prune(once, block);
            Configuration twice = once.copy();
            prune(twice, block);
            assertThat(twice.store).isEqualTo(once.store);
            assertThat(before.store.entrySet()).containsAll(once.store.entrySet());
            once.facts.forEach((value, facts) -> assertThat(Generated.implies(before.factsOf(value), facts)).isTrue());
            assertThat(once.objects).isEqualTo(before.objects);
        }
    }

    private void prune(Configuration configuration, int block) {
        pruning.prune(configuration, mentions.after(serve, new BlockId(block)), new BitSet());
    }
}
