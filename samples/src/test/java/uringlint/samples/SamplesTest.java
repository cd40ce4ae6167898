// SPDX-License-Identifier: Apache-2.0

package uringlint.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SamplesTest {
    @Test
    void samplesAreFoundInTheOrderOfTheirPaths() {
        List<String> paths = Samples.all().stream().map(Sample::path).toList();

        assertFalse(paths.isEmpty());
        assertEquals(paths.stream().sorted().toList(), paths);
    }

    @Test
    void theFilesOfAFolderBelongTogether() {
        List<SampleFolder> folders = Samples.folders();

        assertFalse(folders.isEmpty());
        for (SampleFolder folder : folders) {
            assertTrue(folder.sources().size() > 1, folder.path());
            assertTrue(folder.files().stream().allMatch(file -> file.path().startsWith(folder.path() + "/")), folder.path());
            assertTrue(folder.files().stream().allMatch(file -> file.kernel().equals(folder.kernel())), folder.path());
        }
    }

    @Test
    void markersAreRead() {
        Sample sample = Sample.of("some-rule/x.c", """
                // about: a text
                // origin: written for this rule
                // kernel: 6.12
                first(); // expect: one-rule, other-rule
                // expect-next: third
                second();
                third(); // spurious: fourth
                """);

        assertEquals("some-rule", sample.rule());
        assertEquals(Optional.of("6.12"), sample.kernel());
        assertEquals(
                List.of(
                        new Expectation(Marker.EXPECT, 4, "one-rule"),
                        new Expectation(Marker.EXPECT, 4, "other-rule"),
                        new Expectation(Marker.EXPECT, 6, "third"),
                        new Expectation(Marker.SPURIOUS, 7, "fourth")),
                sample.expectations());
    }

    @TestFactory
    List<DynamicTest> everySampleSaysWhatItIs() {
        return Stream.concat(Samples.all().stream(), Samples.folders().stream().flatMap(folder -> folder.files().stream()))
                .map(sample -> DynamicTest.dynamicTest(sample.path(), () -> {
                    List<String> lines = sample.text().lines().toList();
                    assertTrue(lines.get(0).startsWith("// about: "), "the first line is `// about: ...`");
                    assertTrue(lines.get(1).startsWith("// origin: "), "the second line is `// origin: ...`");
                    int named = lines.stream()
                            .filter(line -> line.matches(".*// (expect|missed|spurious)\\b.*"))
                            .mapToInt(line -> line.substring(line.lastIndexOf("// ")).split(",", -1).length)
                            .sum();
                    assertEquals(named, sample.expectations().size(), "every marker has the right form");
                }))
                .toList();
    }
}
