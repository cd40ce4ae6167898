// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.run;

import java.util.List;
import java.util.Map;
import java.util.Set;
import uringlint.callgraph.ProgramIndex;
import uringlint.effects.Abilities;
import uringlint.ir.Function;
import uringlint.ir.Type;
import uringlint.typestate.entry.Relevance;
import uringlint.typestate.protocol.Role;
import uringlint.typestate.state.Configuration;
import uringlint.typestate.state.Dependence;
import uringlint.typestate.track.Observations;
import uringlint.typestate.track.Tracker;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.Value;

/// Which bodies are run in the place of a call: those that may do anything that matters here, and are not too long.
final class Inlining {
    private static final int SMALL = 4;
    /// How many blocks a helper may have, with all that it calls, to be entered for what it may do.
    private static final int ENTERED = 30;

    private final ProgramIndex index;
    private final Tracker tracker;
    private final Observations seen;
    private final Relevance relevance;
    private final Abilities abilities;
    private final Reach reach;

    Inlining(Parts parts, Abilities abilities) {
        this.index = parts.index();
        this.tracker = parts.tracker();
        this.seen = parts.seen();
        this.relevance = parts.relevance();
        this.abilities = abilities;
        this.reach = parts.reach();
    }

    boolean isWorthEntering(Function function, List<Value> arguments, Configuration configuration) {
        return isNearObject(function, arguments, configuration)
                || abilities.size(function) <= ENTERED && (isPredicate(function) || isAble(function, arguments, configuration));
    }

    /// Whether all that a function can tell is what it makes of numbers.
    private boolean isPredicate(Function function) {
        return !function.parameters().isEmpty()
                && function.parameters().stream()
                        .noneMatch(parameter -> index.resolve(parameter.type()) instanceof Type.Pointer)
                && !(index.resolve(function.result()) instanceof Type.Pointer);
    }

    /// Whether what a function may do matters here, though it is not given an object.
    private boolean isAble(Function function, List<Value> arguments, Configuration configuration) {
        Set<Abilities.Ability> able = abilities.of(function);
        boolean matters = able.contains(Abilities.Ability.LOCKS)
                || able.contains(Abilities.Ability.UNLOCKS)
                || switch (seen.role().kind()) {
                    case HANDLER -> able.contains(Abilities.Ability.SLEEPS);
                    case TASK_WORK -> able.contains(Abilities.Ability.COPIES);
                    case POLL, COMPLETION, INTERRUPT, TIMER, WORKER, RELEASE, REMOVAL, SYSTEM_CALL, PLAIN -> false;
                };
        boolean touches = able.contains(Abilities.Ability.FREES) || able.contains(Abilities.Ability.MOVES);
        return matters || touches && arguments.stream().anyMatch(argument -> isHolder(argument, configuration));
    }

    /// Whether an argument points to memory that holds an object which the path has met.
    private static boolean isHolder(Value argument, Configuration configuration) {
        return switch (argument) {
            case Value.Unknown(var symbol) -> reachesObject(symbol, configuration);
            case Value.Address(var target) ->
                target.region() instanceof MemoryLocation.Region.Pointee(var holder)
                        && reachesObject(holder, configuration);
            case Value.Int _, Value.Named _, Value.Code _, Value.Term _, Value.Opaque _ -> false;
        };
    }

    private boolean isNearObject(Function function, List<Value> arguments, Configuration configuration) {
        if (relevance.isRelevant(function)) {
            return seen.role().kind() != Role.Kind.HANDLER || relevance.isNear(function) || reachesObject(arguments, configuration);
        }
        if (arguments.stream().anyMatch(argument -> tracker.reads().leadsToShared(argument, configuration))) {
            return true;
        }
        if (function.blocks().size() <= SMALL || arguments.stream().anyMatch(argument -> isCarrier(argument, configuration))) {
            return true;
        }
        for (Value argument : arguments) {
            if (argument instanceof Value.Unknown(var symbol) && symbol.origin() instanceof Symbol.Origin.Parameter(var owner, _, _)
                    && owner.equals(seen.role().function().name()) && function.blocks().size() <= 3 * SMALL
                    && !(index.resolve(symbol.type()) instanceof Type.Pointer)) {
                return true;
            }
        }
        return false;
    }

    /// Whether an argument is memory of the path's own that holds an object: code that knows nothing of the object may
    /// copy, store or link it.
    private boolean isCarrier(Value argument, Configuration configuration) {
        boolean isOwn = switch (argument) {
            case Value.Unknown(var symbol) -> configuration.fresh.contains(symbol);
            case Value.Address(var target) ->
                target.region() instanceof MemoryLocation.Region.Local
                        || target.region() instanceof MemoryLocation.Region.Pointee(var holder)
                                && configuration.fresh.contains(holder);
            case Value.Int _, Value.Named _, Value.Code _, Value.Term _, Value.Opaque _ -> false;
        };
        return isOwn && !reach.carried(argument, configuration).isEmpty();
    }

    /// Whether an argument leads to an object that this path has met. What else the callee may find is seen when it is run for
    /// itself.
    private boolean reachesObject(List<Value> arguments, Configuration configuration) {
        for (Value argument : arguments) {
            boolean reaches = switch (argument) {
                case Value.Unknown(var symbol) -> reachesObject(symbol, configuration);
                case Value.Address(var target) ->
                    !(target.region() instanceof MemoryLocation.Region.Pointee(var holder)) || reachesObject(holder, configuration);
                case Value.Int _, Value.Named _, Value.Code _, Value.Term _, Value.Opaque _ -> false;
            };
            if (reaches) {
                return true;
            }
        }
        return false;
    }

    private static boolean reachesObject(Symbol base, Configuration configuration) {
        for (Symbol object : configuration.objects.keySet()) {
            if (Dependence.dependsOn(object, base)) {
                return true;
            }
        }
        for (Map.Entry<MemoryLocation, Value> entry : configuration.store.entrySet()) {
            if (entry.getValue() instanceof Value.Unknown(var held)
                    && configuration.objects.containsKey(held)
                    && Dependence.dependsOn(entry.getKey(), base)) {
                return true;
            }
        }
        return false;
    }
}
