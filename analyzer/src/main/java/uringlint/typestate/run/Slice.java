// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import uringlint.typestate.observe.Trace;
import uringlint.typestate.state.Configuration;
import uringlint.typestate.state.Dependence;
import uringlint.typestate.state.Garbage;
import uringlint.typestate.value.Facts;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.SymbolSet;
import uringlint.typestate.value.Value;

/// The part of a configuration that a callee can reach, and the rest, which stays as it is whatever the callee does (the frame
/// rule of separation logic). Calls with equal parts have equal results.
///
/// @param kept facts that the callee could reach, but does not need: they stay outside
record Slice(Configuration inside, Configuration outside, List<Value> kept) {
    /// Splits a configuration for a call whose parameters are stored under `frame` already. `needed` says which facts the callee needs
    /// of those that it can reach.
    static Slice of(
            Configuration configuration,
            String frame,
            Function<Configuration, Predicate<Map.Entry<Value, Facts>>> needed) {
        var live = new SymbolSet();
        Set<MemoryLocation.Region> locals = new HashSet<>();
        Garbage.reach(configuration, frame, live, locals);
        // What a callee does is judged by the object that the entry point was called for, also where it does not get it.
        configuration.objects.forEach((object, state) -> {
            if (state.isOwn() && object.origin() instanceof Symbol.Origin.Parameter) {
                live.add(object);
            }
        });
        Configuration inside = configuration.copy();
        Configuration outside = configuration.copy();
        String arguments = arguments(frame);
        outside.store.moveTo(inside.store, location -> isInside(location, frame, arguments, live, locals));
        inside.facts.keySet().removeIf(value -> !isInside(value, live));
        outside.objects.moveTo(inside.objects, object -> Garbage.isLive(object, live));
        outside.fresh.moveTo(inside.fresh, symbol -> Garbage.isLive(symbol, live));
        outside.linked.moveTo(inside.linked, location -> Garbage.isLive(location, live));
        outside.stale.moveTo(inside.stale, symbol -> Garbage.isLive(symbol, live));
        List<Value> kept = List.of();
        Predicate<Map.Entry<Value, Facts>> isNeeded = needed.apply(inside);
        for (Map.Entry<Value, Facts> known : inside.facts.entrySet()) {
            if (!isNeeded.test(known)) {
                kept = kept.isEmpty() ? new ArrayList<>() : kept;
                kept.add(known.getKey());
            }
        }
        kept.forEach(inside.facts::remove);
        // A callee sees the facts about all parameters, but may drop those that it cannot name: they stay here too.
        outside.facts.keySet().removeIf(value -> inside.facts.containsKey(value) && Garbage.isLive(value, live));
        inside.visits.clear();
        inside.before.clear();
        inside.origins.clear();
        inside.hasUnlocked = false;
        return new Slice(inside, outside, kept);
    }

    /// The frame that keeps what a callee was given alive for its caller, whatever the callee does to its parameters.
    static String arguments(String frame) {
        return frame + "(";
    }

    private static boolean isInside(
            MemoryLocation location,
            String frame,
            String arguments,
            SymbolSet live,
            Set<MemoryLocation.Region> locals) {
        return switch (location.region()) {
            case MemoryLocation.Region.Local local ->
                local.frame().equals(frame) || local.frame().equals(arguments) || locals.contains(local);
            case MemoryLocation.Region.Global _ -> true;
            case MemoryLocation.Region.Pointee(var holder) -> Garbage.isLive(holder, live);
        };
    }

    private static boolean isInside(Value value, SymbolSet live) {
        return value instanceof Value.Unknown(var symbol) && symbol.origin() instanceof Symbol.Origin.Parameter
                || Garbage.isLive(value, live);
    }

    /// The configuration after a call that ended in `after`.
    static Configuration join(Configuration after, Slice slice, String frame) {
        Configuration outside = slice.outside;
        Configuration entry = slice.inside;
        Configuration result = outside.copy();
        for (Symbol made : madeBetween(entry, after)) {
            if (Dependence.isMentioned(made, outside)) {
                Dependence.discard(made, result);
            }
        }
        result.store.putAll(after.store);
        String arguments = arguments(frame);
        result.store
                .keySet()
                .removeIf(location -> location.region() instanceof MemoryLocation.Region.Local(var owner, _)
                        && owner.equals(arguments));
        if (after.hasUnlocked) {
            result.hasUnlocked = true;
            Garbage.age(slice.kept, result);
        }
        keepFacts(entry, after, outside, result);
        result.facts.putAll(after.facts);
        result.objects.putAll(after.objects);
        result.fresh.addAll(after.fresh);
        result.linked.addAll(after.linked);
        result.locks.clear();
        result.locks.putAll(after.locks);
        // A callee has all marks, and may take some back.
        result.marks.clear();
        result.marks.addAll(after.marks);
        result.forgotten.addAll(after.forgotten);
        result.guesses.clear();
        result.guesses.putAll(after.guesses);
        result.reads.putAll(after.reads);
        result.written.addAll(after.written);
        result.freed.addAll(after.freed);
        result.looked.addAll(after.looked);
        result.claims.addAll(after.claims);
        result.counted.addAll(after.counted);
        result.lent.clear();
        result.lent.addAll(after.lent);
        result.stale.addAll(after.stale);
        for (Symbol read : entry.stale) {
            // What a callee does not name any more, its callers may.
            if (read.origin() instanceof Symbol.Origin.Initial(var location) && !after.store.containsKey(location)) {
                result.stale.add(read);
            }
        }
        result.lost.putAll(after.lost);
        result.blame = new Configuration.Blame(after.blame.function(), after.blame.span(), result.lives());
        result.answer = after.answer;
        return result;
    }

    /// What was known of the values in the callers' variables is known behind a callee that did not ask for it, unless
    /// it may be another value by now.
    private static void keepFacts(Configuration entry, Configuration after, Configuration outside, Configuration result) {
        for (Map.Entry<Value, Facts> known : entry.facts.entrySet()) {
            Value value = known.getKey();
            if (!after.facts.containsKey(value) && isHeld(value, outside) && isMadeByCallers(value, outside)) {
                result.facts.put(value, known.getValue());
            }
        }
    }

    /// Whether a value is one of a caller's variable, or is made of such values: `op & 0xff` of that of `op`.
    private static boolean isHeld(Value value, Configuration outside) {
        return switch (value) {
            case Value.Unknown _ ->
                outside.store.entrySet().stream()
                        .anyMatch(held -> held.getKey().region() instanceof MemoryLocation.Region.Local
                                && held.getValue().equals(value));
            case Value.Term(_, var operands) ->
                operands.stream()
                        .allMatch(operand -> operand instanceof Value.Int
                                || operand instanceof Value.Named
                                || isHeld(operand, outside));
            case Value.Int _, Value.Named _, Value.Address _, Value.Code _, Value.Opaque _ -> false;
        };
    }

    /// Whether all that a value is made of was made in the callers' own code, which a callee does not run.
    private static boolean isMadeByCallers(Value value, Configuration outside) {
        var made = new TreeSet<Symbol>();
        collect(value, made::add);
        return made.stream()
                .allMatch(symbol -> symbol.origin() instanceof Symbol.Origin.Made(var site, _, _)
                        && outside.store.keySet().stream()
                                .anyMatch(location -> location.region() instanceof MemoryLocation.Region.Local local
                                        && site.startsWith(local.frame() + "/")));
    }

    /// Whether all that a value is made of was made by functions that run, given by their frames, and not in calls that have ended.
    static boolean isMadeIn(Value value, Set<String> frames) {
        var all = new boolean[] {true};
        collect(value, symbol -> {
            String site = symbol.origin() instanceof Symbol.Origin.Made(var where, _, _) ? where : "";
            int end = site.indexOf('/');
            all[0] &= frames.contains(end < 0 ? site : site.substring(0, end));
        });
        return all[0];
    }

    /// The symbols that were made on the way from one configuration to another.
    private static List<Symbol> madeBetween(Configuration before, Configuration after) {
        var known = new SymbolSet();
        made(before, symbol -> known.add(symbol));
        var made = new ArrayList<Symbol>();
        made(after, symbol -> {
            if (known.add(symbol)) {
                made.add(symbol);
            }
        });
        return made;
    }

    private static void made(Configuration configuration, Consumer<Symbol> made) {
        configuration.store.forEach((location, value) -> {
            collect(location.mentioned(), made);
            collect(value, made);
        });
        configuration.facts.keySet().forEach(value -> collect(value, made));
        configuration.objects.keySet().forEach(symbol -> collect(symbol.mentioned(), made));
    }

    private static void collect(Value value, Consumer<Symbol> all) {
        switch (value) {
            case Value.Unknown(var symbol) -> collect(symbol.mentioned(), all);
            case Value.Address(var target) -> collect(target.mentioned(), all);
            case Value.Term(_, var operands) -> {
                for (int at = 0; at < operands.size(); at++) {
                    collect(operands.get(at), all);
                }
            }
            case Value.Int _, Value.Named _, Value.Code _, Value.Opaque _ -> {}
        }
    }

    private static void collect(Symbol[] symbols, Consumer<Symbol> all) {
        for (Symbol symbol : symbols) {
            if (symbol.origin() instanceof Symbol.Origin.Made) {
                all.accept(symbol);
            }
        }
    }

    /// The calls of one entry point that were run already, with their results.
    static final class Summaries {
        private final Map<List<Object>, List<Summary>> known = new HashMap<>();

        /// The results of an equal call, or an empty list.
        List<Summary> find(List<Object> key) {
            return known.getOrDefault(key, List.of());
        }

        void keep(List<Object> key, List<Summary> summaries) {
            known.put(key, summaries);
        }
    }

    /// One way out of a call: the part after it, the returned value, and the steps between.
    record Summary(Configuration after, Value value, List<Trace> steps) {}

    /// The steps of a path from a length on, in their order.
    static List<Trace> steps(Trace last, int length) {
        var steps = new ArrayList<Trace>();
        for (Trace step = last; step.length() > length; step = step.previous()) {
            steps.add(step);
        }
        return steps.reversed();
    }

    static Trace append(Trace trace, List<Trace> steps) {
        Trace result = trace;
        for (Trace step : steps) {
            result = result.then(step.step(), step.file(), step.span());
        }
        return result;
    }
}
