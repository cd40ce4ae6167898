// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import uringlint.callgraph.IrWalk;
import uringlint.callgraph.ProgramIndex;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Terminator;
import uringlint.ir.Variable;
import uringlint.source.Location;
import uringlint.typestate.entry.Relevance;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.observe.Site;
import uringlint.typestate.protocol.ApiModel;
import uringlint.typestate.protocol.ObjectState;
import uringlint.typestate.state.Configuration;
import uringlint.typestate.state.Contents;
import uringlint.typestate.state.Garbage;
import uringlint.typestate.state.Memory;
import uringlint.typestate.track.Observations;
import uringlint.typestate.track.Tracker;
import uringlint.typestate.value.Ranges;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.Value;

/// Runs an entry point, and observes how it ends.
public final class EntryRun {
    private final Simulation simulation;
    private final ProgramIndex index;
    private final ApiModel model;
    private final Memory memory;
    private final Tracker tracker;
    private final Observations seen;
    private final ResultRanges results;
    private final Reach reach;
    private final Relevance relevance;

    public EntryRun(Parts parts, Simulation simulation) {
        this.simulation = simulation;
        this.index = parts.index();
        this.model = parts.model();
        this.memory = parts.memory();
        this.tracker = parts.tracker();
        this.seen = parts.seen();
        this.results = parts.results();
        this.reach = parts.reach();
        this.relevance = parts.relevance();
    }

    /// Runs the entry point of the tracker's role and observes how it ends. `arriving` is what is known of the area of
    /// the object that it is called for.
    public void run(Contents arriving) {
        Function function = seen.role().function();
        var configuration = new Configuration();
        configuration.arriving = arriving;
        configuration.trace = arriving.path().closed();
        String frame = simulation.stack().frame(function);
        for (int number = 0; number < function.parameters().size(); number++) {
            Variable parameter = function.parameters().get(number);
            var value = new Value.Unknown(memory.symbol(
                    new Symbol.Origin.Parameter(function.name(), number, parameter.name()), parameter.type()));
            configuration.store.put(Memory.local(frame, parameter.name()), value);
            if (relevance.isObjectPointer(parameter.type())) {
                tracker.track(value, configuration);
            }
        }
        reach.bringCarried(configuration);
        for (Exit exit : simulation.run(function, frame, configuration)) {
            Configuration last = exit.configuration();
            Configuration.Blame blame = blame(exit, function);
            Function where = blame.function().orElse(function);
            Ranges result = results.ranges(exit.value(), last);
            for (Symbol object : List.copyOf(last.objects.keySet())) {
                ObjectState state = last.objects.get(object);
                if (last.factsOf(new Value.Unknown(object)).ranges().isOnly(0)) {
                    continue;
                }
                if (state.taken() != ObjectState.Taken.NO && mayBeGivenBack(object, exit.value(), last)) {
                    continue;
                }
                if (state.source() == ObjectState.Source.ISSUED
                        || state.source() == ObjectState.Source.ARRIVED
                        || Garbage.isOwed(object, state, last)) {
                    String name = exit.value() instanceof Value.Named(var constant) ? constant : "";
                    Optional<Location> dropped = Optional.ofNullable(last.lost.get(object));
                    seen.observe(
                            object,
                            new Site(where, blame.span()),
                            last,
                            moment -> new Observation.Exit(
                                    moment,
                                    result,
                                    ResultRanges.isConstant(exit.value()),
                                    name,
                                    tracker.areas().held(object, last),
                                    dropped.<Observation.Ending>map(Observation.Ending.Dropped::new)
                                            .orElse(Observation.Ending.PLAIN)));
                }
            }
        }
    }

    /// The return that is to blame: of the function that the core enters, or of the method to which that hands its object. Generic
    /// code that never says "queued" makes something else of every answer, and is to blame itself.
    private Configuration.Blame blame(Exit exit, Function entered) {
        Configuration last = exit.configuration();
        Configuration.Blame answer = last.answer;
        boolean isAnswered = answer.function().isPresent()
                && answer.lives().equals(last.lives())
                && last.blame.function().filter(decided -> decided != entered).isEmpty();
        boolean isLeft = !ResultRanges.isConstant(exit.value()) || saysQueued(entered);
        return isAnswered && isLeft ? answer : last.blame;
    }

    private boolean saysQueued(Function entered) {
        return entered.blocks().stream().anyMatch(block -> {
            boolean[] found = new boolean[1];
            block.instructions().forEach(instruction -> {
                if (instruction instanceof Instruction.Assign(_, var value, _)) {
                    found[0] |= saysQueued(value);
                }
            });
            return found[0] || block.terminator() instanceof Terminator.Return(var value, _) && saysQueued(value);
        });
    }

    private boolean saysQueued(Expr value) {
        boolean[] found = new boolean[1];
        IrWalk.parts(value, part -> {
            var number = index.evaluate(part);
            found[0] |= number.isPresent() && number.getAsLong() == model.queued();
        });
        return found[0];
    }

    /// A found object that was taken is not lost if the caller gets it, or if it may be the one that the path was called for and
    /// gave back.
    private static boolean mayBeGivenBack(Symbol object, Value result, Configuration last) {
        if (Configuration.refersTo(result, object)) {
            return true;
        }
        for (Map.Entry<Symbol, ObjectState> entry : last.objects.entrySet()) {
            boolean isParameter = entry.getKey() != object && entry.getValue().source() != ObjectState.Source.FOUND;
            if (isParameter && entry.getValue().life() != ObjectState.Life.OWNED) {
                return true;
            }
        }
        return false;
    }
}
