// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import uringlint.ir.Type;

/// What values, symbols and places are equal to, and how people read them.
class ValueTest {
    private final SymbolTable symbols = new SymbolTable();

    private static List<Symbol.Origin> origins(SymbolTable symbols) {
        Symbol t = symbols.of(new Symbol.Origin.Parameter("f", 0, "t"), Type.UNKNOWN);
        Symbol u = symbols.of(new Symbol.Origin.Parameter("f", 1, "u"), Type.UNKNOWN);
        var origins = new ArrayList<Symbol.Origin>();
        origins.add(t.origin());
        origins.add(u.origin());
        origins.add(new Symbol.Origin.Parameter("g", 0, "t"));
        origins.add(new Symbol.Origin.Initial(pointee(t).field("a")));
        origins.add(new Symbol.Origin.Initial(pointee(t).field("b")));
        origins.add(new Symbol.Origin.Outer(t, "struct s", "a.b"));
        origins.add(new Symbol.Origin.Outer(u, "struct s", "a.b"));
        origins.add(new Symbol.Origin.Outer(t, "struct r", "a.b"));
        origins.add(new Symbol.Origin.Outer(t, "struct s", "b"));
        for (Symbol.What what : List.of(
                Symbol.What.value("x"),
                Symbol.What.value("%1"),
                Symbol.What.result("x"),
                Symbol.What.answer("x"),
                Symbol.What.memory("x"),
                Symbol.What.moved("x"))) {
            origins.add(new Symbol.Origin.Made("f/0.1", what, 0));
            origins.add(new Symbol.Origin.Made("f/0.1", what, 1));
            origins.add(new Symbol.Origin.Made("f/0.2", what, 0));
        }
        return origins;
    }

    private static MemoryLocation pointee(Symbol symbol) {
        return MemoryLocation.of(new MemoryLocation.Region.Pointee(symbol));
    }

    private static List<MemoryLocation> locations(SymbolTable symbols) {
        var locations = new ArrayList<MemoryLocation>();
        locations.add(MemoryLocation.of(new MemoryLocation.Region.Local("f", "x")));
        locations.add(MemoryLocation.of(new MemoryLocation.Region.Local("g", "x")));
        locations.add(MemoryLocation.of(new MemoryLocation.Region.Local("f", "y")));
        locations.add(MemoryLocation.of(new MemoryLocation.Region.Global("x")));
        locations.add(MemoryLocation.of(new MemoryLocation.Region.Global("y")));
        for (Symbol.Origin origin : origins(symbols)) {
            MemoryLocation whole = pointee(symbols.of(origin, Type.UNKNOWN));
            locations.add(whole);
            locations.add(whole.field("a"));
            locations.add(whole.field("a").field("b"));
            locations.add(whole.then(new MemoryLocation.Step.Element(new Value.Int(3))));
            locations.add(whole.then(new MemoryLocation.Step.Element(new Value.Named("a"))));
        }
        return locations;
    }

    private static List<Value> values(SymbolTable symbols) {
        var values = new ArrayList<Value>(List.of(
                Value.ZERO, new Value.Int(3), new Value.Named("a"), new Value.Named("b"), new Value.Code("a"), Value.OPAQUE));
        locations(symbols).forEach(location -> values.add(new Value.Address(location)));
        origins(symbols).forEach(origin -> values.add(new Value.Unknown(symbols.of(origin, Type.UNKNOWN))));
        for (String operator : List.of("+", "-", "#Ok{0}")) {
            values.add(new Value.Term(operator, List.of(new Value.Named("a"), Value.ZERO)));
            values.add(new Value.Term(operator, List.of(Value.ZERO, new Value.Named("a"))));
        }
        return values;
    }

    private static void assertEachIsEqualToItsTwinAlone(List<?> ones, List<?> twins) {
        for (int at = 0; at < ones.size(); at++) {
            for (int with = 0; with < twins.size(); with++) {
                assertThat(ones.get(at).equals(twins.get(with)))
                        .as("%s and %s", ones.get(at), twins.get(with))
                        .isEqualTo(at == with);
            }
            assertThat(ones.get(at)).hasSameHashCodeAs(twins.get(at)).isNotEqualTo("a");
        }
    }

    @Test
    void onlyTheSameAreEqual() {
        for (Function<SymbolTable, List<?>> things : List.<Function<SymbolTable, List<?>>>of(
                ValueTest::origins, ValueTest::locations, ValueTest::values)) {
            assertEachIsEqualToItsTwinAlone(things.apply(symbols), things.apply(symbols));
        }
        assertEachIsEqualToItsTwinAlone(flags(), flags());
    }

    private static List<Flag> flags() {
        return List.of(
                new Flag.Bit(1), new Flag.Bit(2), new Flag.Named("1"), new Flag.Named("A"), new Flag.Shifted("1"), new Flag.Shifted("A"));
    }

    @Test
    void symbolsAreMadeOnceForEachOrigin() {
        Symbol first = symbols.of(new Symbol.Origin.Parameter("f", 0, "t"), new Type.Named("int"));
        Symbol second = symbols.of(new Symbol.Origin.Parameter("f", 1, "u"), Type.UNKNOWN);
        assertThat(symbols.of(new Symbol.Origin.Parameter("f", 0, "t"), Type.UNKNOWN)).isSameAs(first);
        assertThat(first.type()).isEqualTo(new Type.Named("int"));
        assertThat(first).isLessThan(second).isNotEqualTo(second);
        assertThat(symbols.find(new Symbol.Origin.Parameter("f", 1, "u"))).containsSame(second);
        assertThat(symbols.find(new Symbol.Origin.Parameter("f", 2, "v"))).isEmpty();
    }

    @Test
    void flagsAreInTheOrderOfTheirTexts() {
        assertThat(flags().stream().sorted().map(Flag::toString)).containsExactly("1", "1<<1", "1<<A", "A", "bit 1", "bit 2");
    }

    @Test
    void placesAreReadAsTheyAreWritten() {
        Symbol t = symbols.of(new Symbol.Origin.Parameter("f", 0, "t"), Type.UNKNOWN);
        Symbol place = symbols.of(new Symbol.Origin.Initial(pointee(t).field("place")), Type.UNKNOWN);
        MemoryLocation slots = pointee(place).field("slots");
        assertThat(pointee(t)).hasToString("*t");
        assertThat(pointee(place).field("a").field("b")).hasToString("t->place->a.b");
        assertThat(slots.then(new MemoryLocation.Step.Element(new Value.Int(3))).field("n")).hasToString("t->place->slots[3].n");
        assertThat(slots.then(new MemoryLocation.Step.Element(new Value.Unknown(t)))).hasToString("t->place->slots[]");
        assertThat(MemoryLocation.of(new MemoryLocation.Region.Local("f", "x")).field("a")).hasToString("x.a");
        assertThat(MemoryLocation.of(new MemoryLocation.Region.Global("x")).fields("a.b")).hasToString("x.a.b");
        assertThat(origins(symbols).stream().map(origin -> symbols.of(origin, Type.UNKNOWN).toString()).distinct())
                .containsExactly("t", "u", "t->a", "t->b", "container(t.a.b)", "container(u.a.b)", "container(t.b)", "x", "it", "x()");
    }

    @Test
    void placesLieInOneAnother() {
        Symbol t = symbols.of(new Symbol.Origin.Parameter("f", 0, "t"), Type.UNKNOWN);
        Symbol u = symbols.of(new Symbol.Origin.Parameter("f", 1, "u"), Type.UNKNOWN);
        MemoryLocation inner = pointee(t).fields("a.b");
        assertThat(inner.isWithin(pointee(t))).isTrue();
        assertThat(inner.isWithin(pointee(t).field("a"))).isTrue();
        assertThat(inner.isWithin(inner)).isTrue();
        assertThat(inner.isWithin(pointee(t).field("b"))).isFalse();
        assertThat(inner.isWithin(pointee(u))).isFalse();
        assertThat(pointee(t).field("a").isWithin(inner)).isFalse();
        assertThat(inner.fields()).containsExactly("a", "b");
        assertThat(inner.fieldPath()).isEqualTo("a.b");
        assertThat(inner.lastField()).isEqualTo("b");
        assertThat(pointee(t).lastField()).isEmpty();
        assertThat(MemoryLocation.lastField("t->place.open")).isEqualTo("open");
        assertThat(MemoryLocation.lastField("t->place")).isEqualTo("place");
        assertThat(MemoryLocation.lastField("t")).isEmpty();
    }

    @Test
    void placesMentionAllThatTheyAreMadeOf() {
        Symbol t = symbols.of(new Symbol.Origin.Parameter("f", 0, "t"), Type.UNKNOWN);
        Symbol u = symbols.of(new Symbol.Origin.Parameter("f", 1, "u"), Type.UNKNOWN);
        Symbol place = symbols.of(new Symbol.Origin.Initial(pointee(t).field("place")), Type.UNKNOWN);
        Symbol outer = symbols.of(new Symbol.Origin.Outer(place, "struct s", "a"), Type.UNKNOWN);
        var sum = new Value.Term("+", List.of(new Value.Unknown(u), new Value.Address(pointee(place).field("n"))));
        var local = MemoryLocation.of(new MemoryLocation.Region.Local("f", "x"));
        assertThat(pointee(outer).mentioned()).containsExactlyInAnyOrder(t, place, outer);
        assertThat(local.mentioned()).isEmpty();
        assertThat(local.then(new MemoryLocation.Step.Element(sum)).mentioned()).containsExactlyInAnyOrder(u, t, place);
        assertThat(pointee(u).then(new MemoryLocation.Step.Element(sum)).mentioned()).containsExactlyInAnyOrder(u, u, t, place);
    }

    @Test
    void elementsWhoseNumberIsKnownAreNoOthers() {
        Symbol t = symbols.of(new Symbol.Origin.Parameter("f", 0, "t"), Type.UNKNOWN);
        MemoryLocation third = pointee(t).then(new MemoryLocation.Step.Element(new Value.Int(3)));
        MemoryLocation some = pointee(t).field("a").then(new MemoryLocation.Step.Element(new Value.Unknown(t)));
        MemoryLocation any = pointee(t).field("a").then(new MemoryLocation.Step.Element(new Value.Named("i")));
        assertThat(third.hasElements()).isFalse();
        assertThat(third.withoutElements()).isSameAs(third);
        assertThat(some.hasElements()).isTrue();
        assertThat(some.withoutElements()).isEqualTo(any.withoutElements()).isNotEqualTo(some);
        assertThat(some.withoutElements().lastField()).isEqualTo("a");
    }

    @Test
    void constructorsHaveNamedFields() {
        Value both = Constructors.of("Pair", List.of("a", "b"), List.of(new Value.Int(1), new Value.Int(2)));
        assertThat(Constructors.is(both)).isTrue();
        assertThat(Constructors.is(new Value.Term("+", List.of()))).isFalse();
        assertThat(Constructors.isName("#Pair")).isTrue();
        assertThat(Constructors.isName("PAIR")).isFalse();
        assertThat(Constructors.name("Pair").name()).isEqualTo("#Pair");
        assertThat(both).isInstanceOfSatisfying(Value.Term.class, term -> {
            assertThat(Constructors.variant(term)).isEqualTo("Pair");
            assertThat(Constructors.fields(term)).containsExactly("a", "b");
            assertThat(Constructors.field(term, "b")).contains(new Value.Int(2));
            assertThat(Constructors.field(term, "c")).isEmpty();
            assertThat(Constructors.of(term.operator(), Value.Named::new))
                    .isEqualTo(Constructors.of("Pair", List.of("a", "b"), List.of(new Value.Named("a"), new Value.Named("b"))));
        });
    }
}
