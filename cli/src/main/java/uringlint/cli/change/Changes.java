// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.change;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import uringlint.cli.find.Driver;
import uringlint.cli.find.Selection;
import uringlint.cli.find.Snapshot;
import uringlint.cli.find.Texts;
import uringlint.cli.report.Finding;
import uringlint.cli.report.Report;
import uringlint.cli.run.Analyzed;
import uringlint.cli.run.Engine;
import uringlint.cli.run.Kernels;
import uringlint.cli.run.Recall;
import uringlint.cli.run.ResultCache;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.TraceStep;
import uringlint.rules.model.OwnFunctions;
import uringlint.source.LineTable;
import uringlint.source.Location;
import uringlint.source.SourceFile;
import uringlint.source.Span;

/// Analyzes the states of a tree between changes, and compares each with the one before.
///
/// Every state is analyzed as a run over the whole tree would; what no change touches is known from the states before, or left out where
/// it is the same in all of them. So the findings of a change are exactly those that a full run after it has and one before it has not.
public final class Changes {
    private final Optional<Kernels> kernels;
    private final OwnFunctions own;
    private final Function<Analysis, Report> reporter;
    private final boolean trustsChanges;
    private final Engine.Dating dating;
    private final ResultCache cache;

    /// `own` says what functions of the tree do, `reporter` makes one report out of the analyses of a tree.
    public Changes(Optional<Kernels> kernels, OwnFunctions own, Function<Analysis, Report> reporter) {
        this(kernels, own, reporter, false, Engine.Dating.UNKNOWN, ResultCache.none());
    }

    private Changes(
            Optional<Kernels> kernels,
            OwnFunctions own,
            Function<Analysis, Report> reporter,
            boolean trustsChanges,
            Engine.Dating dating,
            ResultCache cache) {
        this.kernels = kernels;
        this.own = own;
        this.reporter = reporter;
        this.trustsChanges = trustsChanges;
        this.dating = dating;
        this.cache = cache;
    }

    /// The same for changes that may say themselves what is not to be reported.
    public Changes trusting(boolean trusts) {
        return new Changes(kernels, own, reporter, trusts, dating, cache);
    }

    /// The same for changes of which it is known when they were written.
    public Changes written(Engine.Dating when) {
        return new Changes(kernels, own, reporter, trustsChanges, when, cache);
    }

    /// The same that uses results of earlier runs.
    public Changes with(ResultCache results) {
        return new Changes(kernels, own, reporter, trustsChanges, dating, results);
    }

    /// The drivers of one state of a tree, what the engine found out about them, and which lines were there before all changes.
    public record Analysis(Selection selection, List<Analyzed> drivers, LineOrigins origins) {
        public Analysis {
            drivers = List.copyOf(drivers);
        }
    }

    /// What each of the steps brings.
    public List<Outcome> compare(List<Step> steps) {
        return steps.isEmpty() ? List.of() : compare(steps.getFirst().before(), steps, _ -> true);
    }

    /// What each of the steps brings that are wanted. `base` is the tree before all of them, whose suppressions count.
    /// The others count where it is told what no change touches, so that the reports are
    /// the same whatever is wanted.
    public List<Outcome> compare(Snapshot base, List<Step> steps, Predicate<Step> isWanted) {
        var changed = new TreeSet<String>();
        steps.forEach(step -> {
            changed.addAll(step.paths());
            changed.addAll(step.renames().values());
        });
        List<Step> wanted = steps.stream().filter(isWanted).toList();
        Map<String, String> renames = new HashMap<>();
        steps.forEach(step -> renames.putAll(step.renames()));
        LineOrigins origins = LineOrigins.in(base, renames);
        Map<Snapshot, Report> reports = reports(wanted, changed, trustsChanges ? origins.trusted() : origins);
        var outcomes = new ArrayList<Outcome>();
        for (Step step : wanted) {
            Map<String, LineMap> lines = step.lines();
            Report before = reports.get(step.before());
            Report after = reports.get(step.after());
            var matching = new Matching(step, lines, before.findings(), after.findings());
            List<Finding> appeared = matching.appeared().stream().map(finding -> withCause(step, lines, after, finding)).toList();
            var notes = new ArrayList<>(after.notes());
            before.notes().forEach(notes::remove);
            outcomes.add(new Outcome(
                    step,
                    appeared,
                    matching.gone(),
                    new ProblemMatching(step, lines, after).brought(before),
                    after.withNotes(notes)));
        }
        return outcomes;
    }

    /// The reports on all states. Drivers that are the same in several states are analyzed once, those that differ side by side.
    private Map<Snapshot, Report> reports(List<Step> steps, Set<String> changed, LineOrigins origins) {
        var recall = new Recall(changed);
        var texts = new Texts();
        Map<Snapshot, Selection> selections = new LinkedHashMap<>();
        steps.forEach(step -> List.of(step.before(), step.after())
                .forEach(tree -> selections.computeIfAbsent(tree, state -> Selection.of(state, changed, texts))));
        Map<List<Object>, Integer> numbers = new HashMap<>();
        var tasks = new ArrayList<Engine.Task>();
        selections.forEach((tree, selection) -> {
            Engine engine = new Engine(tree, kernels, recall).with(own).written(dating).with(cache);
            for (Driver driver : selection.drivers()) {
                if (numbers.putIfAbsent(recall.signature(driver, tree), tasks.size()) == null) {
                    tasks.add(new Engine.Task(engine, driver));
                }
            }
        });
        List<Analyzed> analyzed = Engine.analyze(tasks);
        Map<Snapshot, Report> reports = new IdentityHashMap<>();
        selections.forEach((tree, selection) -> reports.put(tree, reporter.apply(new Analysis(selection, selection.drivers().stream()
                .map(driver -> analyzed.get(numbers.get(recall.signature(driver, tree))))
                .filter(driver -> !driver.isUntouched())
                .toList(), origins))));
        return reports;
    }

    /// The finding with a word on the line that brings it, where that is another one than the line of the finding.
    private static Finding withCause(Step step, Map<String, LineMap> lines, Report after, Finding finding) {
        Diagnostic diagnostic = finding.diagnostic();
        if (LineMap.brings(lines, diagnostic.location())) {
            return finding;
        }
        var trace = new ArrayList<>(diagnostic.trace());
        for (int index = 0; index < trace.size(); index++) {
            TraceStep at = trace.get(index);
            if (LineMap.brings(lines, at.location())) {
                trace.set(index, at.saying(at.message() + " (changed by this patch)"));
                return finding.with(diagnostic.withTrace(trace));
            }
        }
        cause(step, lines, after, diagnostic.location()).ifPresent(trace::add);
        return finding.with(diagnostic.withTrace(trace));
    }

    /// The line of the function that holds a place which the change touches nearest to it; 0 for none.
    private static int nearestInFunction(LineMap map, Report after, Location place) {
        int first = 0;
        int last = place.file().lines().count();
        for (int start : after.part().functions().getOrDefault(place.file().path(), List.of())) {
            int line = place.file().lines().line(start);
            if (line <= place.line()) {
                first = Math.max(first, line);
            } else {
                last = Math.min(last, line - 1);
            }
        }
        int best = 0;
        for (int line = first; first > 0 && line <= last; line++) {
            boolean isNearer = best == 0 || Math.abs(line - place.line()) < Math.abs(best - place.line());
            best = map.editAfter(line) >= 0 && isNearer ? line : best;
        }
        return best;
    }

    /// What the change does nearest to a place: best in the function that holds it, else in the file, else in any.
    private static Optional<TraceStep> cause(Step step, Map<String, LineMap> lines, Report after, Location place) {
        String own = place.file().path();
        Set<String> paths = lines.containsKey(own) ? Set.of(own) : lines.keySet();
        for (String path : paths) {
            Optional<SourceFile> file = step.after().read(path);
            int inFunction = path.equals(own) ? nearestInFunction(lines.get(path), after, place) : 0;
            int line = inFunction > 0 ? inFunction : lines.get(path).nearestTouched(place.line());
            if (file.isPresent() && line > 0) {
                LineTable table = file.get().lines();
                Span span = table.span(Math.min(line, table.count()));
                String what = lines.get(path).onlyRemoves(line)
                        ? "this patch takes out what stood before this line"
                        : "this patch changes this line";
                return Optional.of(new TraceStep(new Location(file.get(), span), what));
            }
        }
        return Optional.empty();
    }
}
