package uringlint.typestate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import uringlint.callgraph.CallGraph;
import uringlint.callgraph.ProgramIndex;
import uringlint.ir.Function;
import uringlint.source.Location;
import uringlint.source.Problem;

/// The analysis of a program: its entry points, and what was observed on the paths from each.
public final class TypestateAnalysis {
    private static final int STEPS = 40_000;
    /// What a function gets that meets objects only in what it calls, and whose callers are not known: if that is not enough,
    /// its callees are run for themselves.
    private static final int CALLER_STEPS = 300;

    private TypestateAnalysis() {}

    /// What the analysis found. `observations` are in the order of the entry points and of the paths.
    public record Result(List<Role> roles, List<Function> entered, List<Observation> observations, List<Problem> problems) {
        public Result {
            roles = List.copyOf(roles);
            entered = List.copyOf(entered);
            observations = List.copyOf(observations);
            problems = List.copyOf(problems);
        }
    }

    /// Analyzes all entry points of a program under a model of its API.
    public static Result solve(ProgramIndex index, ApiModel model) {
        var graph = new CallGraph(index);
        var relevance = new Relevance(model, index, graph);
        var roles = new Roles(index, model, relevance, graph);
        var handOffs = new HandOffs();
        var visited = new LinkedHashSet<Function>();
        var givenUp = new LinkedHashSet<Function>();
        var shapes = new Simulation.Shapes();
        var mentions = new Mentions(index, graph);
        var results = new LinkedHashMap<String, Solved>();
        for (int round = 0; round < 3; round++) {
            boolean changed = false;
            for (boolean callbacks : new boolean[] {false, true}) {
                for (Role role : roles.all(handOffs)) {
                    if (isCallback(role) == callbacks) {
                        String key = role.function().file() + ":" + role.function().name() + ":" + role.kind();
                        Solved known = results.get(key);
                        boolean isSame = known != null && known.role.objectStaysShared() == role.objectStaysShared();
                        if (!isSame || callbacks && round == 1 && role.kind() != Role.Kind.TASK_WORK) {
                            results.put(key, run(role, index, model, relevance, graph, shapes, mentions, handOffs, visited, STEPS));
                            changed = true;
                        }
                    }
                }
                if (!callbacks && round == 0) {
                    plain(index, relevance, results, visited, givenUp, model, graph, shapes, mentions, handOffs, roles);
                }
            }
            if (!changed) {
                break;
            }
        }
        plain(index, relevance, results, visited, givenUp, model, graph, shapes, mentions, handOffs, roles);
        var found = new ArrayList<Role>();
        var observations = new ArrayList<Observation>();
        var problems = new ArrayList<Problem>();
        for (Solved solved : results.values()) {
            found.add(solved.role);
            observations.addAll(solved.observations);
            problems.addAll(solved.problems);
        }
        var entered = new LinkedHashSet<Function>();
        found.forEach(role -> entered.add(role.function()));
        entered.addAll(visited);
        return new Result(found, List.copyOf(entered), observations, problems);
    }

    private record Solved(Role role, boolean isWhole, List<Observation> observations, List<Problem> problems) {}

    private static boolean isCallback(Role role) {
        return switch (role.kind()) {
            case TASK_WORK, COMPLETION, INTERRUPT, WORKER -> true;
            case HANDLER, POLL, RELEASE, PLAIN -> false;
        };
    }

    /// What meets objects and is entered from none of the entry points is one itself.
    private static void plain(ProgramIndex index, Relevance relevance, Map<String, Solved> results, Set<Function> visited, Set<Function> givenUp, ApiModel model, CallGraph graph, Simulation.Shapes shapes, Mentions mentions, HandOffs handOffs, Roles roles) {
        var known = new LinkedHashSet<>(visited);
        for (Role role : roles.all(handOffs)) {
            known.add(role.function());
        }
        var candidates = new ArrayList<Function>();
        for (Function function : index.functions()) {
            if (relevance.isRelevant(function) && !known.contains(function)) {
                candidates.add(function);
            }
        }
        candidates.sort((left, right) -> Boolean.compare(hasRelevantCaller(left, graph, candidates), hasRelevantCaller(right, graph, candidates)));
        for (Function function : List.copyOf(candidates)) {
            String key = function.file() + ":" + function.name() + ":" + Role.Kind.PLAIN;
            if (!visited.contains(function) && !givenUp.contains(function) && !results.containsKey(key)) {
                var role = new Role(function, Role.Kind.PLAIN, "code that is not known", true);
                boolean isDirect = relevance.isDirect(function);
                var entered = new LinkedHashSet<Function>(visited);
                Solved solved = run(role, index, model, relevance, graph, shapes, mentions, handOffs, entered, isDirect ? STEPS : CALLER_STEPS);
                if (isDirect || solved.isWhole) {
                    results.put(key, solved);
                    visited.addAll(entered);
                } else {
                    givenUp.add(function);
                }
            }
        }
    }

    private static boolean hasRelevantCaller(Function function, CallGraph graph, List<Function> candidates) {
        for (Function caller : graph.callers(function)) {
            if (caller != function && candidates.contains(caller)) {
                return true;
            }
        }
        return false;
    }

    private static Solved run(Role role, ProgramIndex index, ApiModel model, Relevance relevance, CallGraph graph, Simulation.Shapes shapes, Mentions mentions, HandOffs handOffs, Set<Function> visited, int steps) {
        var memory = new Memory(index, model, new SymbolTable(), handOffs);
        var tracker = new Tracker(model, memory, role, handOffs);
        var budget = new Simulation.Budget(steps);
        new Simulation(index, model, memory, tracker, shapes, mentions, relevance, graph, handOffs, visited, budget).runRole();
        var problems = new ArrayList<Problem>();
        if (budget.isSpent()) {
            problems.add(new Problem(Problem.Kind.BOUND, new Location(role.function().file(), role.function().nameSpan()),
                    "`%s` has more paths than are followed; what was found on the first %d steps is reported".formatted(role.function().name(), STEPS)));
        } else if (budget.isLossy()) {
            problems.add(new Problem(Problem.Kind.BOUND, new Location(role.function().file(), role.function().nameSpan()),
                    "`%s` has so many different states that some were joined".formatted(role.function().name())));
        }
        return new Solved(role, !budget.isSpent(), tracker.observations(), problems);
    }
}
