// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import uringlint.cli.graph.DriverGraph.Edge;
import uringlint.cli.graph.DriverGraph.Extent;
import uringlint.cli.graph.DriverGraph.Kind;
import uringlint.cli.graph.DriverGraph.Node;
import uringlint.cli.graph.DriverGraph.Step;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.rule.AnalyzedProgram;
import uringlint.rules.report.Paths;
import uringlint.source.Location;
import uringlint.typestate.observe.Kept;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.protocol.HeldLock;
import uringlint.typestate.protocol.ObjectState.Life;
import uringlint.typestate.protocol.Role;

/// Makes the graph of a driver out of what the engine observed, for one kernel or several.
public final class GraphBuilder {
    private static final Comparator<Step> ORDER = Comparator.comparing(Step::what).thenComparing(Step::path).thenComparing(Step::line)
            .thenComparing(Step::function).thenComparing(step -> step.locks().toString());
    private static final String DONE = "end:completed";
    private static final String RETURNED = "end:returned";
    private static final String FOUND = "found";
    private static final String AGAIN = "end:again";

    private final Map<String, Draft> drafts = new LinkedHashMap<>();
    private final Map<String, Map<String, Set<Step>>> steps = new TreeMap<>();

    private final String name;

    private GraphBuilder(String name) {
        this.name = name;
    }

    /// A node in the making: a function may be entered in several roles.
    private record Draft(Kind kind, String title, Extent extent, Set<String> lines, Set<String> reached) {}

    /// The graph of a driver, of which `programs` are what the engine knows for each of its kernels.
    public static DriverGraph of(String name, List<AnalyzedProgram> programs) {
        var builder = new GraphBuilder(name);
        for (AnalyzedProgram program : programs) {
            program.roles().stream()
                    .sorted(Comparator.comparing((Role role) -> role.function().file().path())
                            .thenComparing(role -> role.function().nameSpan().start())
                            .thenComparing(role -> role.kind().ordinal()))
                    .forEach(role -> builder.enter(role, program));
        }
        for (AnalyzedProgram program : programs) {
            program.observations().forEach(observation -> builder.take(observation, program));
        }
        return builder.build();
    }

    private static String key(Function function) {
        return "function:" + function.file().path() + ":" + function.name();
    }

    private void enter(Role role, AnalyzedProgram program) {
        Function function = role.function();
        var whole = new Location(function.file(), function.span());
        int first = whole.line();
        int last = function.file().lines().line(function.span().end());
        int named = new Location(function.file(), function.nameSpan()).line();
        Draft draft = drafts.computeIfAbsent(key(function), _ -> new Draft(
                kind(role),
                function.name(),
                new Extent(function.file().path(), first, last),
                new TreeSet<>(Comparator.comparing((String line) -> line.startsWith("line ") ? 1 : 0)
                        .thenComparing(Comparator.naturalOrder())),
                new TreeSet<>()));
        draft.lines().add(role.kind() == Role.Kind.PLAIN ? "whose caller is not known" : role.kind().word() + context(role.kind()));
        String path = function.file().path();
        draft.lines().add("line " + named + (path.equals(name) ? "" : " of " + path.substring(path.lastIndexOf('/') + 1)));
        program.graph().calleesOf(List.of(function)).forEach(callee -> draft.reached().add(callee.name()));
    }

    private static Kind kind(Role role) {
        return role.kind() == Role.Kind.HANDLER ? Kind.HANDLER : role.isCallback() ? Kind.CALLBACK : Kind.ENTRY;
    }

    private static String context(Role.Kind kind) {
        return switch (kind) {
            case HANDLER -> ", in the submitter's task or io-wq";
            case TASK_WORK -> ", in the submitter's task";
            case COMPLETION -> ", perhaps in an interrupt";
            case WORKER -> ", in a kernel thread";
            case RELEASE, REMOVAL, SYSTEM_CALL, POLL, PLAIN, INTERRUPT, TIMER -> "";
        };
    }

    private void take(Observation seen, AnalyzedProgram program) {
        String from = key(seen.role().function());
        if (!drafts.containsKey(from)) {
            return;
        }
        // What a callback is called for is found in its carrier, and that is how it comes to the callback.
        if (!seen.before().isOwn()) {
            seen.moment().home().ifPresent(home -> connect(store(home, program), from, step(FOUND, seen)));
        }
        switch (seen) {
            case Observation.Complete _ -> connect(from, end(DONE, "completed", "a CQE is posted"), step(call(seen, program), seen));
            case Observation.HandOff(_, _, var callback) ->
                connect(from, callback(callback, (Observation.HandOff) seen), step(handOff((Observation.HandOff) seen, program), seen));
            case Observation.Publish(_, var place) -> connect(from, store(place, program), step("stored", seen));
            case Observation.Take(_, var place) -> connect(store(place, program), from, step("taken", seen));
            case Observation.Reissue _ ->
                connect(from, end(AGAIN, "issued again", "by the core"), step(call(seen, program), seen));
            case Observation.Exit exit -> leave(exit, from, program);
            case Observation.Mark _, Observation.Answer _, Observation.Touch _, Observation.Carry _, Observation.Release _,
                    Observation.Look _, Observation.KeepLocal _, Observation.Call _, Observation.Sleep _, Observation.UserCopy _,
                    Observation.MistakenCopy _, Observation.Start _ -> {}
        }
    }

    /// What a handler returns completes the command, but for the results that say otherwise; also one that it does not have any more.
    private void leave(Observation.Exit exit, String from, AnalyzedProgram program) {
        boolean isOwned = exit.before().life() == Life.OWNED && !exit.isPublished();
        long queued = program.model().queued();
        boolean isReturned = Paths.isOwn(exit)
                && !exit.result().isEmpty()
                && !(isOwned ? exit.result().isOnly(queued) : exit.result().contains(queued))
                && !Paths.isCancelCall(exit, program);
        if (isReturned && exit.result().isOnly(program.model().again())) {
            connect(from, end(AGAIN, "issued again", "by the core"), step("returned", exit));
        } else if (isReturned) {
            connect(from, end(RETURNED, "result returned", "the core completes it"), step("returned", exit));
        }
    }

    private String end(String key, String title, String line) {
        drafts.computeIfAbsent(key, _ -> new Draft(Kind.END, title, Extent.NONE, new TreeSet<>(Set.of(line)), Set.of()));
        return key;
    }

    /// Places are told apart by their last fields. Members of a union are one place.
    private String store(Kept place, AnalyzedProgram program) {
        var names = new TreeSet<>(program.index().unionSiblings(place.field()));
        names.add(place.field());
        String key = "store:" + names.getFirst();
        Draft draft = drafts.computeIfAbsent(key, _ -> new Draft(
                Kind.STORE, place.field().isEmpty() ? place.text() : place.field(), Extent.NONE, new TreeSet<>(), Set.of()));
        draft.lines().add(place.text());
        return key;
    }

    private String callback(String function, Observation.HandOff seen) {
        // Several files may have one of this name: the nearest is meant.
        String here = key(seen.function());
        Optional<String> known = drafts.keySet().stream()
                .filter(key -> key.startsWith("function:") && key.endsWith(":" + function))
                .min(Comparator.comparingInt(key -> -common(key, here)));
        if (!function.isEmpty() && known.isPresent()) {
            return known.get();
        }
        String title = function.isEmpty() ? "end of a " + carrier(seen) : function;
        String line = function.isEmpty() ? "callback not known" : "not analyzed";
        String key = "callback:" + title;
        drafts.computeIfAbsent(key, _ -> new Draft(Kind.CALLBACK, title, Extent.NONE, new TreeSet<>(Set.of(line)), Set.of()));
        return key;
    }

    /// How much of the beginnings of two texts is the same.
    private static int common(String one, String other) {
        int length = Math.min(one.length(), other.length());
        int mismatch = Arrays.mismatch(one.toCharArray(), other.toCharArray());
        return mismatch < 0 ? length : mismatch;
    }

    private static String carrier(Observation.HandOff seen) {
        return seen.carrier().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String handOff(Observation.HandOff seen, AnalyzedProgram program) {
        String call = call(seen, program);
        return call.isEmpty() ? carrier(seen) : call + " (" + carrier(seen) + ")";
    }

    /// The function of the API by which it happened.
    private static String call(Observation seen, AnalyzedProgram program) {
        return program.graph().callsAt(seen.function(), seen.span()).stream()
                .map(call -> call.callee() instanceof Expr.Symbol(var name) ? name : "")
                .filter(program.model()::knows)
                .findFirst()
                .map(name -> name + "()")
                .orElse("");
    }

    private static Step step(String what, Observation seen) {
        var place = seen.location();
        return new Step(what, seen.function().name(), place.file().path(), place.line(),
                seen.locks().stream().map(GraphBuilder::lock).distinct().sorted().toList());
    }

    private static String lock(HeldLock lock) {
        return switch (lock.kind()) {
            case SPIN -> "spin lock " + lock.name();
            case MUTEX -> "mutex " + lock.name();
            case SECTION -> lock.name() + "()";
        };
    }

    private void connect(String from, String to, Step step) {
        steps.computeIfAbsent(from, _ -> new TreeMap<>()).computeIfAbsent(to, _ -> new TreeSet<>(ORDER)).add(step);
    }

    private DriverGraph build() {
        Set<String> connected = new TreeSet<>(steps.keySet());
        steps.values().forEach(to -> connected.addAll(to.keySet()));
        // What does nothing to commands is left out, so that the rest can be seen; a handler is worth seeing for that alone.
        List<String> keys = drafts.keySet().stream()
                .filter(key -> connected.contains(key) || drafts.get(key).kind() == Kind.HANDLER)
                .sorted(Comparator.comparing((String key) -> drafts.get(key).kind()))
                .toList();
        var nodes = new ArrayList<Node>();
        for (String key : keys) {
            Draft draft = drafts.get(key);
            nodes.add(new Node(draft.kind(), draft.title(), List.copyOf(draft.lines()), draft.extent(), draft.reached(), List.of()));
        }
        var edges = new ArrayList<Edge>();
        for (String from : keys) {
            steps.getOrDefault(from, Map.of()).forEach((to, all) ->
                    edges.add(new Edge(keys.indexOf(from), keys.indexOf(to), told(all), List.of())));
        }
        edges.sort(Comparator.comparing(Edge::from).thenComparing(Edge::to));
        return new DriverGraph(name, nodes, edges);
    }

    /// That something was found somewhere goes without saying where it is said that it was taken from there.
    private static List<Step> told(Set<Step> steps) {
        Set<String> words = steps.stream().map(Step::what).collect(Collectors.toSet());
        return steps.stream().filter(step -> !step.what().equals(FOUND) || !words.contains("taken")).toList();
    }
}
