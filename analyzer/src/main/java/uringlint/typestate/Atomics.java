package uringlint.typestate;

import java.util.List;
import uringlint.callgraph.ProgramIndex;
import uringlint.ir.Type;

/// What changes memory in one step, so that of several who do it one is the first.
final class Atomics {
    private final ApiCalls apiCalls;
    private final Calls calls;
    private final Assumptions assumptions;
    private final ProgramIndex index;
    private final Memory memory;
    private final Tracker tracker;

    Atomics(ApiCalls apiCalls, Calls calls, Assumptions assumptions, ProgramIndex index, Memory memory, Tracker tracker) {
        this.apiCalls = apiCalls;
        this.calls = calls;
        this.assumptions = assumptions;
        this.index = index;
        this.memory = memory;
        this.tracker = tracker;
    }

    /// The result where the value was stored. On another path it was not, and what is there instead lies where the expected one lay.
    Value tryCompareExchange(Effect.TryCompareExchange effect, Invocation at, List<Configuration> extra) {
        Configuration configuration = at.configuration();
        Location place = memory.target(at.argument(effect.expected()), Memory.local(at.frame(), "<expected>"));
        Value expected = memory.peek(place, index.typeOf(at.call().result()), configuration);
        Value old = apiCalls.old(at.argument(effect.pointer()), at);
        Configuration refused = configuration.copy();
        if (assumptions.assume(memory.apply("!=", List.of(old, expected), refused), true, refused)) {
            memory.write(place, old, refused);
            calls.finish(at.call(), Value.ZERO, at.here(), at.frame(), refused);
            extra.add(refused);
        }
        apiCalls.put(at.argument(effect.pointer()), at.argument(effect.value()), at);
        if (at.argument(effect.value()).equals(Value.ZERO) && expected instanceof Value.Unknown(var symbol) && configuration.objects.containsKey(symbol)) {
            tracker.take(symbol, configuration);
        }
        calls.claims().noteChange(configuration);
        return new Value.Int(1);
    }

    /// What is there now is not known.
    void change(Value pointer, Invocation at) {
        Location place = memory.target(pointer, Memory.local(at.frame(), "<pointer>"));
        memory.write(place, memory.make(at.site() + "#", Symbol.What.value("count"), Type.UNKNOWN, at.configuration()), at.configuration());
        calls.claims().noteChange(at.configuration());
    }
}
