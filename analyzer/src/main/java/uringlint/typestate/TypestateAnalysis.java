// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import uringlint.callgraph.CallGraph;
import uringlint.callgraph.ProgramIndex;
import uringlint.effects.Abilities;
import uringlint.effects.Writers;
import uringlint.ir.Function;
import uringlint.source.Location;
import uringlint.source.Problem;
import uringlint.typestate.entry.Callbacks;
import uringlint.typestate.entry.QueuedAnswers;
import uringlint.typestate.entry.Relevance;
import uringlint.typestate.entry.Roles;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.observe.Site;
import uringlint.typestate.observe.Uncertain;
import uringlint.typestate.observe.Watchpoint;
import uringlint.typestate.protocol.ApiModel;
import uringlint.typestate.protocol.Role;
import uringlint.typestate.run.Budget;
import uringlint.typestate.run.EntryRun;
import uringlint.typestate.run.Parts;
import uringlint.typestate.run.Shapes;
import uringlint.typestate.run.Simulation;
import uringlint.typestate.state.Contents;
import uringlint.typestate.state.HandOffs;
import uringlint.typestate.state.Memory;
import uringlint.typestate.state.Mentions;
import uringlint.typestate.track.Observations;
import uringlint.typestate.track.Tracker;
import uringlint.typestate.value.SymbolTable;

/// The analysis of a program: its entry points, and what was observed on the paths from each.
///
/// Entry points run in phases, because what a system call finds is seen where it is stored, and what a callback owes where it is
/// handed an object. Within a phase they run at the same time, each on what was known when the phase began, so the result does
/// not depend on threads.
public final class TypestateAnalysis {
    private static final int STEPS = 40_000;
    /// What a function gets that meets objects only in what it calls, and whose callers are not known: if that is not enough,
    /// its callees are run for themselves.
    private static final int CALLER_STEPS = 100;
    private static final int ROUNDS = 3;

    private final ProgramIndex index;
    private final ApiModel model;
    private final CallGraph graph;
    private final Relevance relevance;
    private final Roles roles;
    private final Callbacks callbacks;
    private final Predicate<Site> watched;
    private Optional<Overview> overview = Optional.empty();
    private final Shapes shapes = new Shapes();
    private final HandOffs handOffs = new HandOffs();
    private final Set<Function> visited = new LinkedHashSet<>();
    private final Set<Function> givenUp = new LinkedHashSet<>();
    private final Map<String, Solved> results = new LinkedHashMap<>();

    private TypestateAnalysis(ProgramIndex index, ApiModel model, Predicate<Site> watched) {
        this.watched = watched;
        this.index = index;
        this.model = QueuedAnswers.in(index, model);
        graph = new CallGraph(index);
        relevance = new Relevance(this.model, index, graph);
        roles = new Roles(index, this.model, relevance, graph);
        callbacks = new Callbacks(index, this.model, graph);
    }

    /// What is known of all functions whatever the path.
    private record Overview(Abilities abilities, Mentions mentions, Writers writers) {}

    /// Where nothing is run, nobody asks.
    private synchronized Overview overview() {
        Overview known = overview.orElseGet(() ->
                new Overview(new Abilities(index, model, graph), new Mentions(index, graph), new Writers(index, model)));
        overview = Optional.of(known);
        return known;
    }

    /// What the analysis found: the entry points, those of them that could not be followed on all paths, the functions that some
    /// path ran through, and the observations in the order of the entry points and of the paths.
    public record Result(
            CallGraph graph,
            List<Role> roles,
            List<Role> unfollowed,
            List<Function> entered,
            List<Observation> observations,
            List<Problem> problems) {
        public Result {
            roles = List.copyOf(roles);
            unfollowed = List.copyOf(unfollowed);
            entered = List.copyOf(entered);
            observations = List.copyOf(observations);
            problems = List.copyOf(problems);
        }
    }

    /// Analyzes all entry points of a program under a model of its API.
    public static Result solve(ProgramIndex index, ApiModel model) {
        return new TypestateAnalysis(index, model, _ -> false).solve();
    }

    /// What the configurations know that come to a line, in the order of the entry points and of the paths.
    public static List<Watchpoint.Hit> look(ProgramIndex index, ApiModel model, Watchpoint at) {
        var analysis = new TypestateAnalysis(index, model, at::holds);
        analysis.solve();
        return analysis.results.values().stream().flatMap(solved -> solved.hits.stream()).toList();
    }

    private Result solve() {
        boolean changed = true;
        for (int round = 0; round < ROUNDS && changed; round++) {
            changed = runDue(Phase.ENTERED, round);
            changed |= runDue(Phase.CALLED, round);
            if (round == 0) {
                runPlain(reachedFromCallbacks());
            }
            changed |= runDue(Phase.CALLED_BACK, round);
        }
        runPlain(Set.of());
        var entered = new LinkedHashSet<Function>();
        var observations = new ArrayList<Observation>();
        var problems = new ArrayList<Problem>();
        for (Solved solved : results.values()) {
            entered.add(solved.role.function());
            observations.addAll(solved.observations);
            problems.addAll(solved.problems);
        }
        entered.addAll(visited);
        return new Result(
                graph,
                results.values().stream().map(Solved::role).toList(),
                results.values().stream()
                        .filter(solved -> !solved.problems.isEmpty())
                        .map(Solved::role)
                        .toList(),
                List.copyOf(entered),
                observations,
                problems);
    }

    /// What one entry point showed. `isWhole` says that its steps sufficed.
    private record Solved(
            Role role,
            Set<Contents> contents,
            boolean isWhole,
            List<Observation> observations,
            List<Watchpoint.Hit> hits,
            List<Problem> problems,
            HandOffs handOffs,
            Set<Function> entered) {}

    /// Runs the entry points of a phase that are new, or of which more is known by now; answers whether there were any.
    private boolean runDue(Phase phase, int round) {
        var due = new ArrayList<Role>();
        for (Role role : roles.all(handOffs)) {
            Solved known = results.get(key(role));
            boolean isSame = known != null
                    && known.role.objectStaysShared() == role.objectStaysShared()
                    && known.contents.equals(contents(role));
            boolean isAgain = phase == Phase.CALLED_BACK && round == 1 && role.kind() != Role.Kind.TASK_WORK;
            if (phase(role) == phase && (!isSame || isAgain)) {
                due.add(role);
            }
        }
        for (Solved solved : due.parallelStream().map(role -> run(role, STEPS)).toList()) {
            keep(solved);
        }
        return !due.isEmpty();
    }

    private void keep(Solved solved) {
        results.put(key(solved.role), solved);
        visited.addAll(solved.entered);
        handOffs.add(solved.handOffs);
    }

    private static String key(Role role) {
        return role.function().file() + ":" + role.function().name() + ":" + role.kind();
    }

    /// When an entry point is run: one finds what those before it leave behind.
    private enum Phase {
        ENTERED,
        CALLED,
        CALLED_BACK
    }

    private static Phase phase(Role role) {
        return switch (role.kind()) {
            case TASK_WORK, COMPLETION, INTERRUPT, TIMER, WORKER -> Phase.CALLED_BACK;
            case SYSTEM_CALL -> Phase.CALLED;
            case HANDLER, POLL, RELEASE, REMOVAL, PLAIN -> Phase.ENTERED;
        };
    }

    /// What callbacks call, which are run last.
    private Set<Function> reachedFromCallbacks() {
        return graph.calleesOf(roles.all(handOffs).stream().filter(role -> phase(role) == Phase.CALLED_BACK).map(Role::function).toList());
    }

    /// What meets objects and is entered from none of the entry points is one itself. Callers come before what they call.
    private void runPlain(Set<Function> awaited) {
        var known = new LinkedHashSet<>(visited);
        known.addAll(awaited);
        for (Role role : roles.all(handOffs)) {
            known.add(role.function());
        }
        var candidates = new ArrayList<Function>();
        for (Function function : index.functions()) {
            if (relevance.isRelevant(function) && !known.contains(function)) {
                candidates.add(function);
            }
        }
        var all = List.copyOf(candidates);
        candidates.sort((left, right) -> Boolean.compare(hasCaller(left, all), hasCaller(right, all)));
        for (Function function : candidates) {
            var role = new Role(function, Role.Kind.PLAIN, "code that is not known", true);
            if (!visited.contains(function) && !givenUp.contains(function) && !results.containsKey(key(role))) {
                boolean isDirect = relevance.isDirect(function);
                Solved solved = run(role, isDirect ? STEPS : CALLER_STEPS);
                if (isDirect || solved.isWhole) {
                    keep(solved);
                } else {
                    givenUp.add(function);
                }
            }
        }
    }

    private boolean hasCaller(Function function, List<Function> candidates) {
        return graph.callers(function).stream().anyMatch(caller -> caller != function && candidates.contains(caller));
    }

    private Solved run(Role role, int steps) {
        HandOffs known = handOffs.copy();
        var entered = new LinkedHashSet<Function>();
        var memory = new Memory(index, model, new SymbolTable(), known);
        var tracker = new Tracker(model, memory, role, known, overview().writers(), graph, watched);
        var budget = new Budget(steps);
        explore(Contents.UNKNOWN, memory, tracker, known, entered, budget);
        Set<Contents> contents = contents(role);
        for (Contents arriving : contents) {
            explore(arriving, memory, tracker, known, entered, budget);
        }
        Observations seen = tracker.seen();
        return new Solved(
                role,
                contents,
                !budget.isSpent(),
                seen.all(),
                seen.hits(),
                problems(role, budget, seen.uncertain()),
                known,
                entered);
    }

    private void explore(
            Contents arriving, Memory memory, Tracker tracker, HandOffs known, Set<Function> entered, Budget budget) {
        Parts parts = Parts.of(index, model, memory, tracker, relevance, known, callbacks);
        Overview all = overview();
        new EntryRun(parts, new Simulation(parts, shapes, all.mentions(), graph, all.abilities(), entered, budget)).run(arriving);
    }

    /// The states in which a callback is known to find its object, beside any.
    private Set<Contents> contents(Role role) {
        return role.isCallback() ? new LinkedHashSet<>(handOffs.contentsOf(role.function().name())) : Set.of();
    }

    private static List<Problem> problems(Role role, Budget budget, List<Uncertain> uncertain) {
        var problems = new ArrayList<Problem>();
        if (budget.isSpent() && uncertain.stream().noneMatch(one -> one.reason() == Uncertain.Reason.LENGTH)) {
            problems.add(new Problem(
                    Problem.Kind.BOUND,
                    new Location(role.function().file(), role.function().nameSpan()),
                    "`%s` has more paths than are followed; what was found on the first %d steps is reported"
                            .formatted(role.function().name(), STEPS)));
        }
        for (Uncertain one : uncertain) {
            problems.add(
                    switch (one.reason()) {
                        case STATES ->
                            new Problem(
                                    Problem.Kind.BOUND,
                                    one.place(),
                                    "`%s` has so many different states that some were joined".formatted(one.what()));
                        case DEPTH ->
                            new Problem(
                                    Problem.Kind.BOUND,
                                    one.place(),
                                    "calls are nested too deeply here, or `%s` calls itself: what it does is not followed"
                                            .formatted(one.what()));
                        case LENGTH ->
                            new Problem(
                                    Problem.Kind.BOUND,
                                    one.place(),
                                    "`%s` is not followed: it has a block of more than %d statements"
                                            .formatted(one.what(), Simulation.LONGEST_BLOCK));
                        case CALLEE ->
                            new Problem(
                                    Problem.Kind.CALL,
                                    one.place(),
                                    "what `%s()` does with what it gets here is not known".formatted(one.what()));
                        case TARGET ->
                            new Problem(
                                    Problem.Kind.TARGET,
                                    one.place(),
                                    "which function `%s` calls is not known".formatted(one.what()));
                        case CONSTANT ->
                            new Problem(
                                    Problem.Kind.CONSTANT,
                                    one.place(),
                                    "the value of `%s` is not known, and decides here".formatted(one.what()));
                    });
        }
        return problems;
    }
}
