package uringlint.rules;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import uringlint.Analyzer;
import uringlint.diagnostic.Diagnostic;
import uringlint.dialect.TargetVersion;
import uringlint.load.FileProvider;
import uringlint.load.Loaded;
import uringlint.rule.AnalyzedProgram;
import uringlint.rules.model.KernelVersion;
import uringlint.rules.model.UringApi;
import uringlint.samples.Sample;
import uringlint.source.SourceFile;

/// One C file that was analyzed alone, and what the rules report in it: the one place in these tests that runs the tool.
public record Checked(AnalyzedProgram program, List<Diagnostic> reports) {
    public Checked {
        reports = List.copyOf(reports);
    }

    /// A sample, for the kernel that it names, or else for those that its code is for.
    public static Checked sample(Sample sample) {
        return text(sample, sample.text());
    }

    /// A changed text of a sample, for the kernel that the sample names.
    public static Checked text(Sample sample, String text) {
        var file = new SourceFile(sample.path(), text.getBytes(StandardCharsets.UTF_8));
        Function<TargetVersion, Loaded> load = target -> Analyzer.load(List.of(file), FileProvider.NONE, UringApi.VOCABULARY, target);
        Loaded loaded = load.apply(TargetVersion.ANY);
        List<KernelVersion> releases = sample.kernel().flatMap(KernelVersion::parse).map(List::of).orElseGet(() -> Eras.detect(loaded, load));
        Eras eras = Eras.analyze(loaded, load, releases);
        List<Diagnostic> reports = eras.reports().stream()
                .filter(report -> report.location().file() == file)
                .toList();
        return new Checked(eras.eras().getLast().program(), reports);
    }
}
