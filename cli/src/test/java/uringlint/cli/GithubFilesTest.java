// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The files of this repository that GitHub reads: GitHub says nothing of a form that it does not understand, and offers none.
class GithubFilesTest {
    private static final Path FOLDER = Path.of("..", ".github");

    private static Map<?, ?> yaml(Path file) throws IOException {
        return (Map<?, ?>) new Load(LoadSettings.builder().setLabel(file.toString()).build()).loadFromString(Files.readString(file));
    }

    private static List<Path> forms() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER.resolve("ISSUE_TEMPLATE"))) {
            return files.filter(file -> !file.endsWith("config.yml")).sorted().toList();
        }
    }

    @Test
    void formsAskForWhatASampleOrATestIsMadeOf() throws IOException {
        assertThat(forms()).extracting(file -> file.getFileName().toString())
                .containsExactly("crash.yml", "missed-defect.yml", "wrong-report.yml");
        for (Path file : forms()) {
            Map<?, ?> form = yaml(file);
            assertThat(form.keySet()).as(file.toString()).isEqualTo(Set.of("name", "description", "title", "labels", "body"));
            var ids = new TreeSet<String>();
            for (Object part : (List<?>) form.get("body")) {
                Map<?, ?> field = (Map<?, ?>) part;
                assertThat(field.get("type")).as(file.toString()).isIn("input", "textarea");
                assertThat(((Map<?, ?>) field.get("attributes")).get("label")).as(file.toString()).isInstanceOf(String.class);
                assertThat(ids.add((String) field.get("id"))).as(file + ": " + field.get("id")).isTrue();
            }
            assertThat(ids).as(file.toString()).contains("version").containsAnyOf("code", "input");
        }
    }

    @Test
    void theWorkflowRunsTheOneCheckAndMayOnlyRead() throws IOException {
        Map<?, ?> workflow = yaml(FOLDER.resolve("workflows/build.yml"));
        assertThat(workflow.get("permissions")).isEqualTo(Map.of("contents", "read"));
        Map<?, ?> job = (Map<?, ?>) ((Map<?, ?>) workflow.get("jobs")).get("build");
        List<?> scripts = ((List<?>) job.get("steps")).stream()
                .map(step -> ((Map<?, ?>) step).get("run")).filter(run -> run instanceof String).toList();
        assertThat(scripts).isEqualTo(List.of(".ci/run"));
        assertThat(Path.of("..", ".ci", "run")).isExecutable();
    }
}
