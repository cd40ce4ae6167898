// SPDX-License-Identifier: Apache-2.0

package uringlint.rules;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import uringlint.Analyzer;
import uringlint.diagnostic.Diagnostic;
import uringlint.load.FileProvider;
import uringlint.load.Loaded;
import uringlint.rule.AnalyzedProgram;
import uringlint.rules.model.UringApi;
import uringlint.samples.Sample;
import uringlint.samples.SampleFolder;
import uringlint.source.SourceFile;
import uringlint.version.KernelVersion;
import uringlint.version.Target;

/// A sample that was analyzed alone, and what the rules report in it: the one place in these tests that runs the tool.
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
        return files(List.of(file(sample.path(), text)), FileProvider.NONE, sample.kernel());
    }

    /// A folder with its headers.
    public static Checked folder(SampleFolder folder) {
        Map<String, SourceFile> files = new TreeMap<>();
        folder.files().forEach(sample -> files.put(sample.path(), file(sample.path(), sample.text())));
        List<SourceFile> sources = folder.sources().stream().map(sample -> files.get(sample.path())).toList();
        return files(sources, new FilesOfAFolder(files), folder.kernel());
    }

    private static SourceFile file(String path, String text) {
        return new SourceFile(path, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Checked files(List<SourceFile> files, FileProvider provider, Optional<String> kernel) {
        Function<Target, Loaded> load = target -> Analyzer.load(files, provider, UringApi.VOCABULARY, target);
        Loaded loaded = load.apply(Target.ANY);
        List<KernelVersion> releases = kernel.flatMap(KernelVersion::parse).map(List::of).orElseGet(() -> Eras.detect(loaded, load));
        Eras eras = Eras.analyze(loaded, load, releases);
        return new Checked(eras.eras().getLast().program(), eras.reports());
    }

    private record FilesOfAFolder(Map<String, SourceFile> files) implements FileProvider {
        @Override
        public Optional<SourceFile> read(String path) {
            return Optional.ofNullable(files.get(path));
        }

        @Override
        public List<String> siblings(String path) {
            return files.keySet().stream().filter(other -> other.endsWith(".c") && !other.equals(path)).toList();
        }
    }
}
