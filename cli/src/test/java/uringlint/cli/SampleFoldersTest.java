// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import uringlint.samples.Marker;
import uringlint.samples.Sample;
import uringlint.samples.SampleFolder;
import uringlint.samples.Samples;

/// What is said of a driver of several files does not depend on which of them is named.
class SampleFoldersTest {
    /// What leaves a file out that does not mention commands and gets none, so that nobody knows what it does. It comes
    /// along when it is named.
    private static final Set<String> INCOMPLETE =
            Set.of("nonblock-ignored/sleeps-in-another-file", "nonblock-ignored/sleeps-in-another-file/lamp-cmd.c");

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
        List<String> sources = sample.sources().stream().map(Sample::path).toList();
        List<String> expected = reports(sources.reversed().toArray(String[]::new));
        assertThat(expected).as("reports").hasSameSizeAs(sample.files().stream()
                .flatMap(file -> file.expectations().stream())
                .filter(expectation -> expectation.marker() != Marker.MISSED)
                .toList());
        for (String named : Stream.concat(Stream.of(sample.path()), sources.stream()).toList()) {
            if (INCOMPLETE.contains(named)) {
                assertThat(reports(named)).as("%s is known to be incomplete", named).isNotEqualTo(expected);
            } else {
                assertThat(reports(named)).as(named).isEqualTo(expected);
            }
        }
    }

    private List<String> reports(String... paths) {
        var arguments = new ArrayList<>(List.of("check", "--format", "gcc", "--level", "note"));
        arguments.addAll(List.of(paths));
        return Cli.run(folder, arguments.toArray(String[]::new)).out().lines().toList();
    }
}
