package uringlint.rules;

import java.nio.charset.StandardCharsets;
import java.util.List;
import uringlint.Analyzer;
import uringlint.FileProvider;
import uringlint.diagnostic.Diagnostic;
import uringlint.rule.AnalyzedProgram;
import uringlint.rules.model.EraDetection;
import uringlint.rules.model.KernelVersion;
import uringlint.rules.model.UringApi;
import uringlint.samples.Sample;
import uringlint.source.SourceFile;

/// One C file that was analyzed alone, and what the rules report in it: the one place in these tests that runs the tool.
public record Checked(AnalyzedProgram program, List<Diagnostic> reports) {
    public Checked {
        reports = List.copyOf(reports);
    }

    /// A sample, for the kernel that it names.
    public static Checked sample(Sample sample) {
        return text(sample, sample.text());
    }

    /// A changed text of a sample, for the kernel that the sample names.
    public static Checked text(Sample sample, String text) {
        var file = new SourceFile(sample.path(), text.getBytes(StandardCharsets.UTF_8));
        Analyzer.Loaded loaded = Analyzer.load(List.of(file), FileProvider.NONE, UringApi.OBJECT_TYPE);
        KernelVersion kernel =
                sample.kernel().flatMap(KernelVersion::parse).orElseGet(() -> EraDetection.detect(loaded.program()));
        AnalyzedProgram program = Analyzer.analyze(loaded, UringApi.model(kernel));
        List<Diagnostic> reports = Rules.check(program).stream()
                .filter(report -> report.location().file() == file)
                .toList();
        return new Checked(program, reports);
    }
}
