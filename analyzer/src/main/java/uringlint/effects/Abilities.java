// SPDX-License-Identifier: Apache-2.0

package uringlint.effects;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import uringlint.callgraph.CallGraph;
import uringlint.callgraph.ProgramIndex;
import uringlint.cfg.Passage;
import uringlint.ir.BasicBlock;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.typestate.observe.Site;
import uringlint.typestate.protocol.ApiModel;
import uringlint.typestate.protocol.Effect;
import uringlint.typestate.protocol.Waiting;

/// What the functions of a program may do, with all that they call, whatever the path: told once for each of them, from the
/// callees up. By this the simulation knows which bodies matter, and what those do that it does not enter.
public final class Abilities {
    /// What matters to an object though it is not given to the function.
    public enum Ability {
        /// It may sleep.
        SLEEPS,
        /// It comes back with a lock that it took.
        LOCKS,
        /// It releases a lock that others took.
        UNLOCKS,
        /// It copies from or to memory of the submitter.
        COPIES,
        /// It frees memory.
        FREES,
        /// It stores or links memory where others find it, or takes it from there.
        MOVES
    }

    /// A call that sleeps, with the calls that lead to it.
    ///
    /// @param sites the places from the function's own call to that of the API
    public record Sleep(String name, Waiting waiting, List<Site> sites) {
        public Sleep {
            sites = List.copyOf(sites);
        }
    }

    private static final Set<Ability> LOCKING = EnumSet.of(Ability.LOCKS, Ability.UNLOCKS);
    private static final int ROUNDS = 4;
    private static final int LARGE = 10_000;

    private final ProgramIndex index;
    private final ApiModel model;
    private final CallGraph graph;
    private final Map<Function, EnumSet<Ability>> abilities = new LinkedHashMap<>();
    private final Set<Function> balanced = new HashSet<>();
    private final Map<Function, Sleep> sleeping = new HashMap<>();
    private final Map<Function, Integer> sizes = new HashMap<>();
    private final Passage.Meaning meaning = new Errors();

    public Abilities(ProgramIndex index, ApiModel model, CallGraph graph) {
        this.index = index;
        this.model = model;
        this.graph = graph;
        List<Function> functions = index.functions();
        for (Function function : functions) {
            abilities.put(function, own(function));
        }
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int number = functions.size() - 1; number >= 0; number--) {
                EnumSet<Ability> all = abilities.get(functions.get(number));
                for (Function callee : graph.callees(functions.get(number))) {
                    for (Ability ability : abilities.get(callee)) {
                        changed |= !LOCKING.contains(ability) && all.add(ability);
                    }
                }
            }
        }
        for (Function function : functions) {
            locking(function, new HashSet<>());
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (int number = functions.size() - 1; number >= 0; number--) {
                Function function = functions.get(number);
                if (!sleeping.containsKey(function) && abilities.get(function).contains(Ability.SLEEPS)) {
                    alwaysSleeps(function).ifPresent(sleep -> sleeping.put(function, sleep));
                }
            }
        }
        for (Function function : functions) {
            size(function, new HashSet<>());
        }
    }

    /// Tells which locks a function takes and keeps, or releases without having taken them.
    private Set<Ability> locking(Function function, Set<Function> running) {
        EnumSet<Ability> all = abilities.get(function);
        if (!balanced.contains(function) && running.add(function)) {
            var both = EnumSet.noneOf(Ability.class);
            both.addAll(all);
            for (Function callee : graph.callees(function)) {
                both.addAll(locking(callee, running));
            }
            both.retainAll(LOCKING);
            all.removeAll(LOCKING);
            if (both.size() == 1) {
                all.addAll(both);
            }
            balanced.add(function);
            running.remove(function);
        }
        var own = EnumSet.copyOf(LOCKING);
        own.retainAll(all);
        return own;
    }

    private EnumSet<Ability> own(Function function) {
        var own = EnumSet.noneOf(Ability.class);
        for (BasicBlock block : function.blocks()) {
            for (Instruction instruction : block.instructions()) {
                switch (instruction) {
                    case Instruction.Call call -> effects(call, function).forEach(effect -> note(effect, own));
                    case Instruction.Drop(_, var cleanup, _)
                    when cleanup.startsWith("guard:") -> own.add(Ability.UNLOCKS);
                    case Instruction.Assign _, Instruction.Drop _, Instruction.Opaque _ -> {}
                }
            }
        }
        return own;
    }

    private boolean isApi(String name, Function from) {
        return model.knows(name) && (index.resolve(name, from.file()).isEmpty() || model.hasEffects(name));
    }

    /// What is known of a function that is called and has no body here, or does what the API says of it.
    private List<Effect> effects(Instruction.Call call, Function from) {
        String name = model.nameOf(call);
        if (isApi(name, from)) {
            return model.nearest(name, call.arguments().size()).map(Effect.Api::effects).orElse(List.of());
        }
        boolean isOutside = !name.isEmpty() && !model.knows(name) && graph.targets(call, from).isEmpty();
        return isOutside ? model.outside().effects(name, call.arguments().size()) : List.of();
    }

    private static void note(Effect effect, Set<Ability> own) {
        switch (effect) {
            case Effect.Sleep sleep when sleep.waiting() != Waiting.USER && sleep.waiting() != Waiting.MEMORY -> own.add(Ability.SLEEPS);
            case Effect.Lock _, Effect.When(Effect.Lock _, _, _) -> {
                own.add(Ability.LOCKS);
                if (effect.waits().isPresent()) {
                    own.add(Ability.SLEEPS);
                }
            }
            case Effect.When(var guarded, _, _) -> note(guarded, own);
            case Effect.Enter _ -> own.add(Ability.LOCKS);
            case Effect.Unlock _, Effect.Leave _ -> own.add(Ability.UNLOCKS);
            case Effect.UserCopy _ -> own.add(Ability.COPIES);
            case Effect.Free _ -> own.add(Ability.FREES);
            case Effect.Link _, Effect.Unlink _, Effect.LinkCopied _, Effect.Erase _ -> own.add(Ability.MOVES);
            case Effect.Submit _, Effect.TakeBack _, Effect.CompareKeep _ -> own.add(Ability.MOVES);
            case Effect.OnObject _, Effect.OnCarrier _, Effect.OnMemory _, Effect.OnWord _, Effect.OnContainer _,
                    Effect.OnLock _, Effect.OfResult _, Effect.OfContext _ -> {}
        }
    }

    /// A call by which a function sleeps on every way through it, but for those on which it gives an error at once.
    private Optional<Sleep> alwaysSleeps(Function function) {
        var calls = new LinkedHashMap<Integer, Sleep>();
        for (BasicBlock block : function.blocks()) {
            for (Instruction instruction : block.instructions()) {
                if (instruction instanceof Instruction.Call call && !calls.containsKey(block.id().index())) {
                    sleep(call, function).ifPresent(sleep -> calls.put(block.id().index(), sleep));
                }
            }
        }
        return calls.isEmpty() || new Passage(function, meaning).exists(calls.keySet(), _ -> false)
                ? Optional.empty()
                : Optional.of(calls.values().iterator().next());
    }

    private Optional<Sleep> sleep(Instruction.Call call, Function function) {
        var here = new Site(function, call.span());
        Optional<Waiting> own = effects(call, function).stream().flatMap(effect -> effect.waits().stream()).findFirst();
        if (own.isPresent()) {
            return own.map(waiting -> new Sleep(model.nameOf(call), waiting, List.of(here)));
        }
        List<Function> targets = graph.targets(call, function);
        if (targets.size() != 1 || !sleeping.containsKey(targets.getFirst())) {
            return Optional.empty();
        }
        Sleep inner = sleeping.get(targets.getFirst());
        var sites = new ArrayList<Site>();
        sites.add(here);
        sites.addAll(inner.sites());
        return Optional.of(new Sleep(inner.name(), inner.waiting(), sites));
    }

    /// Errors as the code writes them.
    private final class Errors implements Passage.Meaning {
        @Override
        public boolean isError(Expr value) {
            var number = index.evaluate(value);
            return number.isPresent() && number.getAsLong() < 0;
        }

        @Override
        public boolean makesError(String callee) {
            return model.has(callee, Effect.ErrorPointer.class);
        }

        @Override
        public boolean asksForError(String callee) {
            return model.has(callee, Effect.IsError.class);
        }

        @Override
        public boolean mayBeAnswer(String variable) {
            return false;
        }
    }

    private int size(Function function, Set<Function> running) {
        Integer known = sizes.get(function);
        if (known != null) {
            return known;
        }
        if (!running.add(function)) {
            return LARGE;
        }
        int size = function.blocks().size();
        for (Function callee : graph.callees(function)) {
            if (!abilities.get(callee).isEmpty()) {
                size = Math.min(LARGE, size + size(callee, running));
            }
        }
        running.remove(function);
        sizes.put(function, size);
        return size;
    }

    /// What a function may do.
    public Set<Ability> of(Function function) {
        return abilities.getOrDefault(function, EnumSet.noneOf(Ability.class));
    }

    /// The call by which a function sleeps whenever it does what it is for.
    public Optional<Sleep> sleep(Function function) {
        return Optional.ofNullable(sleeping.get(function));
    }

    /// The number of blocks that are gone through with a function and with what it calls that may do any of this.
    public int size(Function function) {
        return sizes.getOrDefault(function, 0);
    }
}
