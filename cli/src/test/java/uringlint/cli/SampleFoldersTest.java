package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import uringlint.samples.Marker;
import uringlint.samples.Sample;
import uringlint.samples.SampleFolder;
import uringlint.samples.Samples;

/// What is said of a driver of several files does not depend on which of them is named.
class SampleFoldersTest {
    /// Folders of which a file is left out, because it does not mention commands and gets none: what it does is not known.
    private static final Set<String> INCOMPLETE = Set.of("nonblock-ignored/sleeps-in-another-file");

    @TempDir
    Path folder;

    @TestFactory
    List<DynamicTest> anyFileOfADriverIsAsGoodAsItsFolder() {
        return Samples.folders().stream().map(sample -> DynamicTest.dynamicTest(sample.path(), () -> check(sample))).toList();
    }

    private void check(SampleFolder sample) throws IOException {
        for (Sample file : sample.files()) {
            Drivers.write(folder.resolve(file.path()), file.text());
        }
        List<String> expected = reports(sample.path());
        long marked = sample.files().stream()
                .flatMap(file -> file.expectations().stream())
                .filter(expectation -> expectation.marker() != Marker.MISSED)
                .count();
        assertThat(expected.size() == marked).as("%d reports are expected, and not made where the folder is incomplete: %s", marked, expected)
                .isNotEqualTo(INCOMPLETE.contains(sample.path()));
        for (Sample file : sample.sources()) {
            assertThat(reports(file.path())).as(file.path()).isEqualTo(expected);
        }
        List<String> all = sample.sources().stream().map(Sample::path).toList();
        assertThat(reports(all.reversed().toArray(String[]::new))).as("all files").isEqualTo(expected);
    }

    private List<String> reports(String... paths) {
        var arguments = new ArrayList<>(List.of("check", "--format", "gcc", "--level", "note"));
        arguments.addAll(List.of(paths));
        return Cli.run(folder, arguments.toArray(String[]::new)).out().lines().toList();
    }
}
