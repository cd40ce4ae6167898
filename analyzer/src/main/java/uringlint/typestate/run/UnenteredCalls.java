// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.run;

import java.util.ArrayList;
import java.util.List;
import uringlint.callgraph.ProgramIndex;
import uringlint.effects.Abilities;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Type;
import uringlint.source.Location;
import uringlint.typestate.entry.Relevance;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.observe.Site;
import uringlint.typestate.observe.Trace;
import uringlint.typestate.observe.Uncertain;
import uringlint.typestate.protocol.ApiModel;
import uringlint.typestate.protocol.Effect;
import uringlint.typestate.protocol.ObjectState;
import uringlint.typestate.protocol.Role;
import uringlint.typestate.state.Assumptions;
import uringlint.typestate.state.Configuration;
import uringlint.typestate.state.Memory;
import uringlint.typestate.track.Observations;
import uringlint.typestate.track.Tracker;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Ranges;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.Value;

/// Calls of functions whose bodies are not run: they matter too little here, are too deep, or are not known.
final class UnenteredCalls {
    private final ProgramIndex index;
    private final ApiModel model;
    private final Memory memory;
    private final Tracker tracker;
    private final Observations seen;
    private final Relevance relevance;
    private final Assumptions assumptions;
    private final Assignments assignments;
    private final ResultRanges results;
    private final Reach reach;
    private final Abilities abilities;
    private final ApiCalls apiCalls;

    UnenteredCalls(Parts parts, Abilities abilities, ApiCalls apiCalls) {
        this.index = parts.index();
        this.model = parts.model();
        this.memory = parts.memory();
        this.tracker = parts.tracker();
        this.seen = parts.seen();
        this.relevance = parts.relevance();
        this.assumptions = parts.assumptions();
        this.assignments = parts.assignments();
        this.results = parts.results();
        this.reach = parts.reach();
        this.abilities = abilities;
        this.apiCalls = apiCalls;
    }

    /// A function that can do nothing to an object: its result is one of those that it writes out, and what it was given the
    /// address of is unknown. That it says that the object is kept is a case of its own.
    List<Configuration> skip(
            Function function,
            Instruction.Call call,
            List<Value> arguments,
            Site here,
            String frame,
            String site,
            Configuration configuration) {
        if (seen.role().kind() == Role.Kind.HANDLER) {
            abilities.sleep(function).ifPresent(sleep -> sleeps(sleep, here, configuration));
        }
        overwriteLocals(arguments, site, configuration);
        tracker.areas().given(arguments, configuration);
        Value result = memory.make(site, Symbol.What.result(function.name()), index.typeOf(call.result()), configuration);
        if (relevance.isAllocator(function) && result instanceof Value.Unknown(var symbol)) {
            configuration.fresh.add(symbol);
        }
        Ranges constants = results.of(function);
        var cases = new ArrayList<Configuration>();
        boolean isSplit = !constants.equals(Ranges.ALL) && constants.contains(model.queued()) && !constants.isSingle();
        if (isSplit) {
            Configuration kept = configuration.copy();
            assignments.finish(call, new Value.Int(model.queued()), here, frame, kept);
            cases.add(kept);
        }
        if (!constants.equals(Ranges.ALL)) {
            assumptions.narrow(result, isSplit ? constants.without(model.queued()) : constants, configuration);
        }
        assignments.finish(call, result, here, frame, configuration);
        cases.add(configuration);
        return cases;
    }

    /// Notes that a function sleeps that is not entered.
    private void sleeps(Abilities.Sleep sleep, Site here, Configuration configuration) {
        Trace before = configuration.trace;
        Site from = here;
        for (Site site : sleep.sites()) {
            configuration.trace = configuration.trace.then(
                    new Trace.Step.Call(site.function().name()), from.function().file(), from.span());
            from = site;
        }
        seen.observeOwn(
                from, configuration, moment -> new Observation.Sleep(moment, sleep.name(), sleep.waiting(), ""));
        configuration.trace = before;
    }

    /// A function whose body would be run for too long: it may do anything to what it gets.
    List<Configuration> tooDeep(
            Function function,
            Instruction.Call call,
            List<Value> arguments,
            Site here,
            String frame,
            String site,
            Configuration configuration) {
        return unknown(new Uncertain(Uncertain.Reason.DEPTH, new Location(here.function().file(), here.span()), function.name()),
                function.name(), call, arguments, here, frame, site, configuration);
    }

    /// A function that is not known: it may do anything to what it gets, but for what the table of effects says of it.
    List<Configuration> unknown(
            String name,
            Instruction.Call call,
            List<Value> arguments,
            Site here,
            String frame,
            String site,
            Configuration configuration) {
        boolean isDirect = call.callee() instanceof Expr.Symbol;
        String what = isDirect || !name.isEmpty() || !(call.callee() instanceof Expr.Read(var pointer)) ? name : pointer.base().name();
        var place = new Location(here.function().file(), here.span());
        List<Effect> effects = isDirect ? model.outside().effects(name, arguments.size()) : List.of();
        apiCalls.before(effects, name, arguments, here, configuration);
        List<Configuration> all = unknown(
                new Uncertain(isDirect ? Uncertain.Reason.CALLEE : Uncertain.Reason.TARGET, place, what),
                name,
                call,
                arguments,
                here,
                frame,
                site,
                configuration);
        all.forEach(after -> apiCalls.after(effects, call, arguments, here, frame, after));
        return all;
    }

    private List<Configuration> unknown(
            Uncertain reason,
            String name,
            Instruction.Call call,
            List<Value> arguments,
            Site here,
            String frame,
            String site,
            Configuration configuration) {
        boolean given = false;
        boolean isLost = false;
        for (Value argument : arguments) {
            for (Symbol object : reach.carried(argument, configuration)) {
                boolean isOpen = configuration.objects.get(object).life() == ObjectState.Life.OWNED;
                seen.escape(object, configuration);
                given = true;
                isLost |= isOpen;
            }
            if (argument instanceof Value.Unknown(var symbol)) {
                configuration.fresh.remove(symbol);
                if (symbol.type() instanceof Type.Pointer(var structure)) {
                    tracker.meetInside(symbol, structure, "", configuration).forEach(object -> seen.escape(object, configuration));
                }
            }
        }
        if (isLost) {
            seen.lose(reason);
        }
        overwriteLocals(arguments, site, configuration);
        tracker.areas().given(arguments, configuration);
        Value result = memory.make(site, given ? Symbol.What.answer(name) : Symbol.What.result(name), index.resultOf(name), configuration);
        assignments.finish(call, result, here, frame, configuration);
        return List.of(configuration);
    }

    /// A callee may write to the local variables whose address it gets.
    private void overwriteLocals(List<Value> arguments, String site, Configuration configuration) {
        for (int number = 0; number < arguments.size(); number++) {
            if (arguments.get(number) instanceof Value.Address(var target) && target.region() instanceof MemoryLocation.Region.Local) {
                Value before = configuration.store.get(target);
                boolean isPlain = target.path().isEmpty()
                        && before != null
                        && configuration.store.keySet().stream()
                                        .filter(known -> known.isWithin(target))
                                        .count()
                                == 1;
                if (isPlain || !target.path().isEmpty()) {
                    memory.write(
                            target,
                            memory.make(
                                    site + "&" + number,
                                    Symbol.What.value(target.toString()),
                                    Type.UNKNOWN,
                                    configuration),
                            configuration);
                } else if (before == null) {
                    configuration.store.put(
                            target,
                            memory.make(
                                    site + "&" + number,
                                    Symbol.What.value(target.toString()),
                                    Type.UNKNOWN,
                                    configuration));
                }
            }
        }
    }
}
