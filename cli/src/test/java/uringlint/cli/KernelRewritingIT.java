// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import uringlint.cli.find.Driver;
import uringlint.cli.find.Selection;
import uringlint.cli.run.Engine;
import uringlint.rules.rewriting.Pair;
import uringlint.rules.rewriting.Rewriting;
import uringlint.rules.rewriting.Subject;
import uringlint.source.SourceFile;

/// Writes the drivers of a kernel differently, and counts how often the reports stay the same. What does not is listed
/// in `resources/kernels`.
@Tag("kernels")
final class KernelRewritingIT {
    private static final String VERSION = "7.3";

    @Test
    void whatMeansTheSameIsReportedTheSame() throws IOException, InterruptedException {
        Path tree = KernelsIT.tree(VERSION);
        var engine = new Engine(tree, Optional.empty(), 1);
        List<Pair> pairs = Selection.of(tree, List.of("."), false).drivers().parallelStream()
                .flatMap(driver -> subject(driver, engine).pairs(Rewriting.GROUPS))
                .toList();

        List<String> differences = pairs.stream().flatMap(pair -> pair.differences().stream()).sorted().toList();
        System.out.print(Pair.table(pairs));
        differences.forEach(difference -> System.out.println("not the same: " + difference));
        assertThat(differences)
                .as("what differs, and what `rewriting-%s.txt` lists", VERSION)
                .containsExactlyInAnyOrderElementsOf(Pair.known(
                        KernelRewritingIT.class.getResourceAsStream("/kernels/rewriting-" + VERSION + ".txt")));
    }

    private static Subject subject(Driver driver, Engine engine) {
        Map<String, String> texts = new TreeMap<>();
        driver.files().forEach(file -> texts.put(file.path(), new String(file.bytes(), StandardCharsets.UTF_8)));
        return Subject.of(driver.name(), texts, changed -> {
            List<SourceFile> files = driver.files().stream()
                    .map(file -> new SourceFile(file.path(), changed.get(file.path()).getBytes(StandardCharsets.UTF_8)))
                    .toList();
            return engine.analyze(List.of(new Driver(files, driver.provider())), _ -> {}).getFirst().reports();
        });
    }
}
