package uringlint.cli.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import uringlint.Analyzer;
import uringlint.cli.find.Driver;
import uringlint.rules.model.EraDetection;
import uringlint.rules.model.KernelVersion;
import uringlint.rules.model.UringApi;
import uringlint.source.Location;
import uringlint.source.Problem;
import uringlint.source.Span;

/// Analyzes drivers for the kernels that the user named, or else for those that they belong to.
public final class Engine {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path start;
    private final Optional<Kernels> kernels;
    private final KernelTree tree = new KernelTree();

    /// `start` is the folder that the paths of files are relative to.
    public Engine(Path start, Optional<Kernels> kernels) {
        this.start = start;
        this.kernels = kernels;
    }

    /// Analyzes every driver. A driver that cannot be analyzed has a problem that says why.
    public List<Analyzed> analyze(List<Driver> drivers, IntConsumer progress) {
        return new Workers(LIMIT).map(drivers, this::analyze, Engine::failed, progress);
    }

    private Analyzed analyze(Driver driver) {
        Analyzer.Loaded loaded = Analyzer.load(driver.files(), driver.provider(), UringApi.OBJECT_TYPE, UringApi.MEMORY);
        var versions = new ArrayList<Analyzed.Version>();
        var problems = new LinkedHashSet<Problem>();
        for (KernelVersion kernel : targets(driver, loaded)) {
            var program = Analyzer.analyze(loaded, UringApi.model(kernel));
            versions.add(new Analyzed.Version(kernel, program));
            problems.addAll(program.problems());
        }
        return new Analyzed(driver, versions, List.copyOf(problems), false);
    }

    private List<KernelVersion> targets(Driver driver, Analyzer.Loaded loaded) {
        if (kernels.isPresent()) {
            return kernels.get().ends();
        }
        return List.of(tree.version(start.resolve(driver.name()).normalize().getParent())
                .orElseGet(() -> EraDetection.detect(loaded.program())));
    }

    private static Analyzed failed(Driver driver, Workers.Failed failed) {
        String message = switch (failed.failure()) {
            case TIME -> "not analyzed: it took longer than " + LIMIT.toSeconds() + " s";
            case MEMORY -> "not analyzed: it needs more memory than there is";
            case STACK -> "not analyzed: it is nested too deeply";
            case BUG -> "not analyzed because of a mistake in uringlint (" + failed.where() + "): please report it with this file";
        };
        var location = new Location(driver.files().getFirst(), new Span(0, 0));
        return new Analyzed(driver, List.of(), List.of(new Problem(Problem.Kind.BOUND, location, message)), failed.failure() == Workers.Failure.BUG);
    }
}
