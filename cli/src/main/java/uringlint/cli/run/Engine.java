// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import uringlint.Analyzer;
import uringlint.cli.find.Driver;
import uringlint.cli.find.Snapshot;
import uringlint.diagnostic.Coverage;
import uringlint.ir.TranslationUnit;
import uringlint.load.Loaded;
import uringlint.load.Trees;
import uringlint.rules.Eras;
import uringlint.rules.Rules;
import uringlint.rules.model.OwnFunctions;
import uringlint.rules.model.Releases;
import uringlint.rules.model.UringApi;
import uringlint.source.Location;
import uringlint.source.Problem;
import uringlint.source.SourceFile;
import uringlint.source.Span;
import uringlint.version.KernelVersion;
import uringlint.version.Target;

/// Analyzes drivers for the kernels that the user named, or else for those that they belong to.
public final class Engine {
    /// A last net: what a driver may cost is bounded by the work that it makes.
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Function<Driver, Optional<KernelVersion>> tree;
    private final Optional<Kernels> kernels;
    private final Recall recall;
    private final int jobs;
    private final OwnFunctions own;
    private final ResultCache cache;
    private final Predicate<String> isPartial;
    private final Dating dating;
    private final Consumer<Analyzed> watcher;

    /// What is known of when code was written. `newest` is the newest kernel that it can be for, and `isStrange` says that the tree
    /// around it is of another time, so that its kernel is not that of the code.
    public record Dating(KernelVersion newest, boolean isStrange) {
        /// Nothing is known.
        public static final Dating UNKNOWN = new Dating(Releases.NEWEST, false);
    }

    private Engine(
            Function<Driver, Optional<KernelVersion>> tree,
            Optional<Kernels> kernels,
            Recall recall,
            int jobs,
            OwnFunctions own,
            Predicate<String> isPartial,
            Dating dating,
            ResultCache cache,
            Consumer<Analyzed> watcher) {
        this.tree = tree;
        this.watcher = watcher;
        this.dating = dating;
        this.isPartial = isPartial;
        this.kernels = kernels;
        this.recall = recall;
        this.jobs = jobs;
        this.own = own;
        this.cache = cache;
    }

    /// An engine for files of the disk; `start` is the folder that the paths of files are relative to, `jobs` the number of drivers that
    /// are analyzed at a time.
    public Engine(Path start, Optional<Kernels> kernels, int jobs) {
        this(
                KernelTree.on(start),
                kernels,
                Recall.NOTHING,
                jobs,
                OwnFunctions.NONE,
                _ -> false,
                Dating.UNKNOWN,
                ResultCache.none(),
                _ -> {});
    }

    /// An engine for files of the disk that uses all cores.
    public Engine(Path start, Optional<Kernels> kernels) {
        this(start, kernels, Workers.cores());
    }

    /// An engine for the files of one state of a tree, which uses what `recall` holds of other states.
    public Engine(Snapshot tree, Optional<Kernels> kernels, Recall recall) {
        this(
                KernelTree.in(tree),
                kernels,
                recall,
                Workers.cores(),
                OwnFunctions.NONE,
                tree::isPartial,
                Dating.UNKNOWN,
                ResultCache.none(),
                _ -> {});
    }

    /// The same engine for a tree of which it is known what some functions do.
    public Engine with(OwnFunctions other) {
        return new Engine(tree, kernels, recall, jobs, other, isPartial, dating, cache, watcher);
    }

    /// The same engine for code of which it is known when it was written.
    public Engine written(Dating when) {
        return new Engine(when.isStrange() ? _ -> Optional.empty() : tree, kernels, recall, jobs, own, isPartial, when, cache, watcher);
    }

    /// The same engine that uses results of earlier runs. What it takes from there has no programs.
    public Engine with(ResultCache other) {
        String settings = kernels.map(Kernels::toString).orElse("") + "\0" + own + "\0" + dating;
        return new Engine(tree, kernels, recall, jobs, own, isPartial, dating, other.with(settings), watcher);
    }

    /// The same engine for who asks for results alone, and for no programs.
    public Engine withoutPrograms() {
        return new Engine(tree, kernels, Recall.NO_PROGRAMS, jobs, own, isPartial, dating, cache, watcher);
    }

    /// The same engine, which shows each driver to somebody as soon as it is analyzed, from the thread that did it.
    public Engine watched(Consumer<Analyzed> other) {
        return new Engine(tree, kernels, recall, jobs, own, isPartial, dating, cache, other);
    }

    /// Analyzes every driver. A driver that cannot be analyzed has a problem that says why.
    public List<Analyzed> analyze(List<Driver> drivers, IntConsumer progress) {
        return analyze(drivers.stream().map(driver -> new Task(this, driver)).toList(), jobs, progress);
    }

    /// A driver of one state of a tree, and the engine for that state.
    public record Task(Engine engine, Driver driver) {}

    /// Analyzes drivers of several states at a time.
    public static List<Analyzed> analyze(List<Task> tasks) {
        return analyze(tasks, Workers.cores(), _ -> {});
    }

    /// What is known needs no parser.
    private static List<Analyzed> analyze(List<Task> tasks, int jobs, IntConsumer progress) {
        var workers = new Workers(LIMIT, jobs);
        List<Optional<Analyzed>> known =
                workers.map(tasks, task -> task.engine().known(task.driver()), (_, _) -> Optional.empty(), _ -> {});
        List<Task> left = IntStream.range(0, tasks.size()).filter(at -> known.get(at).isEmpty()).mapToObj(tasks::get).toList();
        requireParser(left.stream().map(Task::driver));
        var heap = new Heap();
        Iterator<Analyzed> found = workers.map(
                        left,
                        task -> {
                            Analyzed analyzed = task.engine().analyze(task.driver());
                            heap.tidy();
                            return analyzed;
                        },
                        (task, failed) -> failed(task.driver(), failed),
                        ready -> progress.accept(tasks.size() - left.size() + ready))
                .iterator();
        return known.stream().map(result -> result.orElseGet(found::next)).toList();
    }

    /// That the parser does not run is said once, and is no mistake of a driver's.
    private static void requireParser(Stream<Driver> drivers) {
        List<Driver> all = drivers.toList();
        if (!all.isEmpty()) {
            Analyzer.requireParser(all.stream().flatMap(driver -> driver.files().stream()).anyMatch(SourceFile::isRust));
        }
    }

    private Analyzed analyze(Driver driver) {
        Optional<KernelVersion> version = tree.apply(driver);
        return recall.find(driver, version).orElseGet(() -> analyze(driver, version));
    }

    /// What need not be analyzed: the result of an earlier run, or nothing of a driver that is the same in all states of a tree.
    private Optional<Analyzed> known(Driver driver) {
        if (recall.isFarAway(driver)) {
            return Optional.of(nothing(driver));
        }
        return cache.isUsed()
                ? cache.find(driver, tree.apply(driver))
                        .map(hit -> recall.isUntouched(driver, hit.first()) ? nothing(driver) : hit.analyzed())
                : Optional.empty();
    }

    private static Analyzed nothing(Driver driver) {
        return new Analyzed(driver, List.of(), List.of(), Coverage.NONE, List.of(), List.of(), false);
    }

    private Analyzed analyze(Driver driver, Optional<KernelVersion> version) {
        // Several loads must share the files, so that places in them stay the same ones.
        var provider = new KnownFiles(driver.provider());
        Trees trees = recall.trees();
        Function<Target, Loaded> load = target -> Analyzer.load(driver.files(), provider, UringApi.VOCABULARY, target, trees);
        Loaded loaded = load.apply(Target.ANY);
        KnownFiles.Reach first = provider.reach();
        if (recall.isUntouched(driver, first)) {
            return recall.keep(driver, version, provider, nothing(driver));
        }
        List<KernelVersion> releases = targets(version, loaded, load);
        Optional<LoadedContent> content = recall.isOfChanges() && !Eras.asksForVersion(loaded, releases)
                ? Optional.of(LoadedContent.of(loaded, partial(driver, provider), releases))
                : Optional.empty();
        Optional<Analyzed> same = content.flatMap(one -> recall.find(driver, one));
        Analyzed analyzed = same.isPresent()
                ? same.get().in(driver, units(loaded.program().units()))
                : analyze(driver, Eras.analyze(loaded, load, releases, own));
        content.filter(_ -> same.isEmpty()).ifPresent(one -> recall.keep(driver, one, analyzed));
        watcher.accept(analyzed);
        // What is known in parts only is a matter of this one change.
        if (partial(driver, provider).isEmpty()) {
            cache.keep(driver, version, provider, first, analyzed);
        }
        return recall.keep(driver, version, provider, analyzed);
    }

    /// The files of which only parts are known.
    private Set<String> partial(Driver driver, KnownFiles read) {
        return Stream.concat(read.reach().paths().stream(), driver.files().stream().map(SourceFile::path))
                .filter(isPartial)
                .collect(Collectors.toUnmodifiableSet());
    }

    private Analyzed analyze(Driver driver, Eras eras) {
        List<Analyzed.Version> versions = eras.eras().stream()
                .map(era -> new Analyzed.Version(name(era.releases()), era.program()))
                .toList();
        return new Analyzed(
                driver,
                versions,
                versions.isEmpty() ? List.of() : units(versions.getFirst().program().index().program().units()),
                eras.coverage(),
                eras.eras().isEmpty() ? eras.reports() : Rules.shown(eras.eras().getLast().program(), eras.reports(), isPartial),
                eras.problems(),
                false);
    }

    private static List<Analyzed.Unit> units(List<TranslationUnit> units) {
        return units.stream()
                .map(unit -> new Analyzed.Unit(unit.file(), unit.functions().stream().map(function -> function.span().start()).toList()))
                .toList();
    }

    private static String name(List<KernelVersion> releases) {
        return releases.size() == 1 ? releases.getFirst().toString() : releases.getFirst() + ".." + releases.getLast();
    }

    private List<KernelVersion> targets(Optional<KernelVersion> version, Loaded loaded, Function<Target, Loaded> load) {
        if (kernels.isPresent()) {
            return Releases.between(kernels.get().first(), kernels.get().last());
        }
        return version.map(List::of).orElseGet(() -> Eras.detect(loaded, load, dating.newest()));
    }

    private static Analyzed failed(Driver driver, Workers.Failed failed) {
        String message = switch (failed.failure()) {
            case TIME -> "not analyzed: it took longer than " + LIMIT.toMinutes() + " minutes";
            case MEMORY -> "not analyzed: it needs more memory than there is";
            case STACK -> "not analyzed: it is nested too deeply";
            case BUG ->
                "not analyzed because of an internal error of uringlint (" + failed.where()
                        + "): please report it with this file";
        };
        var location = new Location(driver.files().getFirst(), new Span(0, 0));
        return new Analyzed(
                driver,
                List.of(),
                List.of(),
                Coverage.NONE,
                List.of(),
                List.of(new Problem(Problem.Kind.BOUND, location, message)),
                true);
    }
}
