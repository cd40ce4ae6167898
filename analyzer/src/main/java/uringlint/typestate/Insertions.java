package uringlint.typestate;

import java.util.List;
import java.util.Optional;
import uringlint.callgraph.IrWalk;
import uringlint.callgraph.ProgramIndex;
import uringlint.ir.Type;

/// How objects go into containers and come out of them, where the result says whether they did.
final class Insertions {
    private final ApiCalls apiCalls;
    private final Calls calls;
    private final Assumptions assumptions;
    private final ProgramIndex index;
    private final Memory memory;
    private final Tracker tracker;

    Insertions(ApiCalls apiCalls, Calls calls, Assumptions assumptions, ProgramIndex index, Memory memory, Tracker tracker) {
        this.apiCalls = apiCalls;
        this.calls = calls;
        this.assumptions = assumptions;
        this.index = index;
        this.memory = memory;
        this.tracker = tracker;
    }

    /// The result where a node was put in. On another path it was not.
    Value linkIf(Effect.LinkIf effect, Invocation at, List<Configuration> extra) {
        refuse(effect.refused(), at, extra);
        apiCalls.link(at.argument(effect.node()), at);
        return result(effect.linked(), "+", at, at.configuration());
    }

    /// The same for what lies where a pointer points.
    Value linkCopied(int pointer, Invocation at, List<Configuration> extra) {
        refuse(Ranges.of(0), at, extra);
        Location place = memory.target(at.argument(pointer), Memory.local(at.frame(), "<pointer>"));
        apiCalls.link(memory.peek(place, Type.UNKNOWN, at.configuration()), at);
        return result(Ranges.between(1, Integer.MAX_VALUE), "+", at, at.configuration());
    }

    /// The result where a node took the place of another one. Whoever does not look at the result knows that there was one.
    Value replace(int node, Invocation at, List<Configuration> extra) {
        if (IrWalk.reads(at.here().function(), at.call().result().base())) {
            Configuration other = at.configuration().copy();
            calls.finish(at.call(), new Value.Term("ERR_PTR", List.of(result(Ranges.between(Results.ERRNO, -1), "", at, other))), at.here(), at.frame(), other);
            extra.add(other);
        }
        apiCalls.link(at.argument(node), at);
        return Value.ZERO;
    }

    private void refuse(Ranges refused, Invocation at, List<Configuration> extra) {
        Configuration other = at.configuration().copy();
        calls.finish(at.call(), result(refused, "", at, other), at.here(), at.frame(), other);
        extra.add(other);
    }

    private Value result(Ranges ranges, String suffix, Invocation at, Configuration configuration) {
        if (ranges.isSingle()) {
            return new Value.Int(ranges.least());
        }
        Value result = memory.make(at.site() + suffix, Symbol.What.result(at.name()), index.typeOf(at.call().result()), configuration);
        assumptions.narrow(result, ranges, configuration);
        return result;
    }

    /// What a container had under a key. What the path itself put in by a key is linked as a whole, not by a node in it.
    Value erase(Invocation at) {
        Configuration configuration = at.configuration();
        Optional<Location> own = configuration.linked.stream()
                .filter(node -> node.path().isEmpty() && node.region() instanceof Location.Region.Pointee)
                .reduce((_, last) -> last);
        if (own.isEmpty()) {
            return apiCalls.takeOut(at);
        }
        configuration.linked.remove(own.get());
        calls.claims().noteChange(configuration);
        return Memory.address(own.get());
    }

    /// The result where something was taken out. On another path there was nothing.
    Value takeInto(Effect.TakeInto effect, Invocation at, List<Configuration> extra) {
        refuse(Ranges.of(0), at, extra);
        Configuration configuration = at.configuration();
        Location place = memory.target(at.argument(effect.pointer()), Memory.local(at.frame(), "<pointer>"));
        Type type = apiCalls.pointed(at.expression(effect.pointer()));
        Value taken = memory.make(at.site() + "&", Symbol.What.result(at.name()), type, configuration);
        if (calls.isObjectPointer(type)) {
            tracker.track(taken, configuration).ifPresent(object -> tracker.take(object, configuration));
        }
        memory.write(place, taken, configuration);
        calls.claims().noteChange(configuration);
        return result(Ranges.between(1, Integer.MAX_VALUE), "+", at, configuration);
    }
}
