// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate;

import java.util.List;
import java.util.Random;
import uringlint.ir.Type;
import uringlint.source.Location;
import uringlint.source.SourceFile;
import uringlint.source.Span;
import uringlint.typestate.observe.Uncertain;
import uringlint.typestate.protocol.Carrier;
import uringlint.typestate.protocol.Claim;
import uringlint.typestate.protocol.HeldLock;
import uringlint.typestate.protocol.ObjectState;
import uringlint.typestate.protocol.PathMark;
import uringlint.typestate.state.Configuration;
import uringlint.typestate.state.EarlierRead;
import uringlint.typestate.state.HandOffs;
import uringlint.typestate.state.Memory;
import uringlint.typestate.value.Constructors;
import uringlint.typestate.value.Facts;
import uringlint.typestate.value.Flag;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Ranges;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.SymbolTable;
import uringlint.typestate.value.Value;

/// Sets, facts and configurations made from a seed, over a few symbols and places, so that the same ones meet often.
public final class Generated {
    public static final String FRAME = "serve";
    /// The point at which configurations are joined; values that were joined there before are among those that are made.
    public static final String PLACE = "serve/b1";

    private static final Location WHERE = new Location(new SourceFile("f", new byte[] {'\n'}), new Span(0, 1));

    private final Random random;
    public final SymbolTable symbols = new SymbolTable();
    public final Memory memory =
            new Memory(Tickets.index("const KNOWN = 4\n"), Tickets.model(), symbols, new HandOffs());

    public final Symbol ticket =
            symbols.of(new Symbol.Origin.Parameter(FRAME, 0, "t"), new Type.Pointer(new Type.Tagged(Type.Keyword.STRUCT, "ticket")));
    public final Symbol flags = symbols.of(new Symbol.Origin.Parameter(FRAME, 1, "flags"), Type.UNKNOWN);
    public final Symbol made = symbols.of(new Symbol.Origin.Made("serve/0.1", Symbol.What.memory("make"), 0), Type.UNKNOWN);
    private final Symbol result = symbols.of(new Symbol.Origin.Made("serve/0.2", Symbol.What.result("ask"), 0), Type.UNKNOWN);
    private final Symbol answer = symbols.of(new Symbol.Origin.Made("serve/0.3", Symbol.What.answer("ask"), 0), Type.UNKNOWN);
    public final Symbol desk = initial(pointee(ticket).field("place"));
    /// What may be stored somewhere.
    public final List<MemoryLocation> locations = List.of(
            Memory.local(FRAME, "x"),
            Memory.local(FRAME, "y"),
            Memory.local(FRAME, "box").field("n"),
            MemoryLocation.of(new MemoryLocation.Region.Global("room")),
            pointee(ticket).field("number"),
            pointee(ticket).field("place"),
            pointee(desk).field("open"),
            pointee(desk).field("waiting"),
            pointee(made).field("open"));

    public Generated(long seed) {
        random = new Random(seed);
    }

    public int below(int bound) {
        return random.nextInt(bound);
    }

    public boolean coin() {
        return random.nextBoolean();
    }

    public static MemoryLocation pointee(Symbol symbol) {
        return MemoryLocation.of(new MemoryLocation.Region.Pointee(symbol));
    }

    public Symbol initial(MemoryLocation location) {
        return symbols.of(new Symbol.Origin.Initial(location), Type.UNKNOWN);
    }

    public Ranges ranges(int most) {
        Ranges ranges = Ranges.NONE;
        for (int count = random.nextInt(most + 1); count > 0; count--) {
            ranges = ranges.union(interval());
        }
        return ranges;
    }

    private Ranges interval() {
        long low = random.nextLong(-100, 100);
        return switch (random.nextInt(8)) {
            case 0 -> Ranges.between(Long.MIN_VALUE / 4, low);
            case 1 -> Ranges.between(low, Long.MAX_VALUE / 4);
            default -> Ranges.between(low, low + random.nextLong(0, 9));
        };
    }

    public Facts facts() {
        Facts facts = coin() ? Facts.NOTHING : Facts.NOTHING.withRanges(ranges(2).union(Ranges.of(random.nextInt(-2, 3))));
        for (String name : List.of("A", "B", "C")) {
            facts = switch (random.nextInt(12)) {
                case 0 -> facts.withSet(new Flag.Named(name));
                case 1 -> facts.withClear(new Flag.Shifted(name));
                case 2 -> facts.withSet(new Flag.Bit(name.charAt(0) - 'A'));
                case 3 -> facts.withIs(name);
                case 4 -> facts.withNot(name);
                case 5 -> facts.withPointer(coin() ? Facts.Pointer.ERROR : Facts.Pointer.VALID);
                default -> facts;
            };
        }
        return facts;
    }

    public Value value() {
        return switch (random.nextInt(11)) {
            case 0 -> new Value.Int(random.nextInt(-2, 4));
            case 1 -> new Value.Int(coin() ? Tickets.QUEUED : -11);
            case 2 -> new Value.Unknown(coin() ? flags : result);
            case 3 -> new Value.Unknown(answer);
            case 4 -> new Value.Unknown(initial(locations.get(random.nextInt(4, locations.size()))));
            case 5 -> new Value.Unknown(joined());
            case 6 -> new Value.Named(coin() ? "KNOWN" : "STRANGE");
            case 7 -> Constructors.of(coin() ? "Ok" : "Err", List.of("0"), List.of(plain()));
            case 8 -> new Value.Term("+", List.of(new Value.Unknown(flags), new Value.Int(random.nextInt(1, 3))));
            case 9 -> new Value.Term("==", List.of(new Value.Unknown(joined()), new Value.Unknown(flags)));
            default -> Value.ZERO;
        };
    }

    private Value plain() {
        return coin() ? new Value.Int(random.nextInt(-2, 4)) : new Value.Unknown(joined());
    }

    /// What is left of an earlier join at the same point.
    private Symbol joined() {
        MemoryLocation location = locations.get(random.nextInt(locations.size()));
        return symbols.of(new Symbol.Origin.Made(PLACE, Symbol.What.value(location.toString()), 0), Type.UNKNOWN);
    }

    /// A configuration in which the handler has its object, and what else may be.
    public Configuration configuration() {
        var configuration = new Configuration();
        configuration.store.put(Memory.local(FRAME, "t"), new Value.Unknown(ticket));
        configuration.objects.put(ticket, ObjectState.of(ObjectState.Source.ISSUED));
        configuration.fresh.add(made);
        configuration.store.put(pointee(made), Value.ZERO);
        change(configuration, 8);
        return configuration;
    }

    /// Stores and learns something else.
    public void change(Configuration configuration, int times) {
        for (int count = random.nextInt(times + 1); count > 0; count--) {
            MemoryLocation location = locations.get(random.nextInt(locations.size()));
            switch (random.nextInt(4)) {
                case 0 -> configuration.store.remove(location);
                case 1 -> learn(value(), configuration);
                default -> memory.write(location, value(), configuration);
            }
        }
    }

    private void learn(Value value, Configuration configuration) {
        if (value instanceof Value.Unknown || value instanceof Value.Term(var operator, _) && operator.equals("+")) {
            configuration.learn(value, facts());
        } else if (value instanceof Value.Term && !Constructors.is(value)) {
            configuration.learn(value, Facts.NOTHING.withRanges(Ranges.of(random.nextInt(2))));
        }
    }

    /// Changes one of the things of which equality is made.
    public void change(Configuration configuration, Kind kind) {
        switch (kind) {
            case STORE -> configuration.store.put(Memory.local(FRAME, "new"), Value.ZERO);
            case FACTS -> configuration.learn(new Value.Named("NEW"), Facts.NOTHING.withIs("NEWER"));
            case OBJECTS -> configuration.objects.put(
                    ticket, ObjectState.of(ObjectState.Source.ISSUED).with(ObjectState.Life.COMPLETED, Carrier.NONE, WHERE));
            case FRESH -> configuration.fresh.add(answer);
            case LINKED -> configuration.linked.add(pointee(answer).field("new"));
            case LOCKS -> configuration.locks.put(new Value.Named("new"), HeldLock.Kind.SPIN);
            case MARKS -> configuration.marks.add(PathMark.Known.DROPPED);
            case FORGOTTEN -> configuration.forgotten.add(new Uncertain(Uncertain.Reason.LENGTH, WHERE, "new"));
            case GUESSES -> configuration.guesses.put(new Value.Named("NEW"), new Uncertain(Uncertain.Reason.CONSTANT, WHERE, "new"));
            case VISITS -> configuration.visits.put("99", 1);
            case READS -> configuration.reads.put(pointee(answer).field("new"), new EarlierRead(WHERE, Type.UNKNOWN));
            case WRITTEN -> configuration.written.add(pointee(answer).field("new"));
            case FREED -> configuration.freed.add(answer);
            case LOOKED -> configuration.looked.add(new Claim("new", "lock"));
            case CLAIMS -> configuration.claims.add(new Claim("new", "lock"));
            case COUNTED -> configuration.counted.add(answer);
            case LENT -> configuration.lent.add(answer);
            case STALE -> configuration.stale.add(initial(pointee(answer).field("new")));
        }
    }

    /// The things of which the equality of configurations is made.
    public enum Kind {
        STORE,
        FACTS,
        OBJECTS,
        FRESH,
        LINKED,
        LOCKS,
        MARKS,
        FORGOTTEN,
        GUESSES,
        VISITS,
        READS,
        WRITTEN,
        FREED,
        LOOKED,
        CLAIMS,
        COUNTED,
        LENT,
        STALE
    }

    /// Whether all that is known by `weak` is known by `strong` too.
    public static boolean implies(Facts strong, Facts weak) {
        return strong.ranges().minus(weak.ranges()).isEmpty()
                && strong.set().containsAll(weak.set())
                && strong.clear().containsAll(weak.clear())
                && (weak.is().isEmpty() || !strong.is().isEmpty() && weak.is().containsAll(strong.is()))
                && strong.not().containsAll(weak.not())
                && (weak.pointer() == Facts.Pointer.ANY || weak.pointer() == strong.pointer());
    }
}
