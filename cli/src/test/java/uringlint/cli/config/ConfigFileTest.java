// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uringlint.diagnostic.Severity;

class ConfigFileTest {
    private static final KnownNames NAMES =
            new KnownNames(Set.of("double-completion", "lost-completion"), (_, _) -> "; HINT");
    private static final String FULL = """
        # how this tree is checked
        rules:
          double-completion: off
          lost-completion: note
        paths:
          - path: drivers/block/**
            rules: {lost-completion: error}
          - {path: vendor, ignore: true}
        kernel: 6.10
        baseline: tools/known
        level: note
        fail-on: never
        functions:
          sleeping: [tree_wait, {name: tree_lock}]
          hand-off:
            - {name: tree_queue, command: 1, callback: 2}
          completes:
            - name: tree_done
              command: 0
              result: 1
              flags: 2
        """;

    @TempDir
    private Path folder;

    private Config read(String text) throws IOException, DamagedConfig {
        Files.writeString(folder.resolve(ConfigFile.NAME), text);
        return ConfigFile.find(folder, NAMES);
    }

    @Test
    void everyKeyIsRead() throws IOException, DamagedConfig {
        Config config = read(FULL);
        assertThat(config.name()).isEqualTo(".uringlint.yml");
        assertThat(config.rules().get("double-completion")).isEqualTo(new Setting<>(Optional.empty(), 3));
        assertThat(config.rules().get("lost-completion")).isEqualTo(new Setting<>(Optional.of(Severity.NOTE), 4));
        assertThat(config.kernel().orElseThrow().value()).hasToString("6.10");
        assertThat(config.baseline()).contains(new Setting<>("tools/known", 10));
        assertThat(config.level()).contains(new Setting<>("note", 11));
        assertThat(config.failOn()).contains(new Setting<>("never", 12));
        assertThat(config.ownFunctions()).extracting(Setting::value).containsExactly(
                new Config.OwnFunction(Config.Kind.SLEEPING, "tree_wait", -1, -1, -1, -1),
                new Config.OwnFunction(Config.Kind.SLEEPING, "tree_lock", -1, -1, -1, -1),
                new Config.OwnFunction(Config.Kind.HAND_OFF, "tree_queue", 1, -1, -1, 2),
                new Config.OwnFunction(Config.Kind.COMPLETES, "tree_done", 0, 1, 2, -1));
        assertThat(config.functions().functions())
                .containsOnlyKeys("tree_wait", "tree_lock", "tree_queue", "tree_done");
        assertThat(config.warnings()).isEmpty();
    }

    @Test
    void aFileWithoutContentSaysNothing() throws IOException, DamagedConfig {
        for (String text :
                List.of("", "# nothing\n", "---\n", "rules:\npaths:\nfunctions:\n", "\ufeff# mark\nlevel: note\n")) {
            Config config = read(text);
            assertThat(config.rules()).isEmpty();
            assertThat(config.paths()).isEmpty();
            assertThat(config.functions().functions()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        rulez: {}                               | 1:1: `.uringlint.yml` has no key `rulez`; HINT
        - a                                     | 1:1: `.uringlint.yml` takes keys with values
        level: 'note '                          | 1:8: `level` cannot be `note `; HINT
        level: [note]                           | 1:8: `level` takes a single value
        rules: [a]                              | 1:8: `rules` takes keys with values
        rules: {lost-completion: fatal}         | 1:26: `lost-completion` cannot be `fatal`; HINT
        'rules: {lost-completion: off, lost-completion: note}'  | 1:31: `lost-completion` stands here twice; the first one is in line 1
        paths: {path: a}                        | 1:8: `paths` takes a list: lines that start with `- `
        paths: [{path: a}]                      | 1:9: an entry of `paths` needs `rules` or `ignore: true`
        paths: [{ignore: true}]                 | 1:9: an entry of `paths` has no `path`
        'paths: [{path: /a, ignore: true}]'     | 1:16: `path` is relative to the folder of this file: it cannot start with `/`
        'paths: [{path: a, ignore: yes}]'       | 1:27: `ignore` cannot be `yes`; HINT
        kernel: six                             | 1:9: `kernel` cannot be `six`: write `6.12`, or `6.1..7.3` for a range
        functions: {sleep: [a]}                 | 1:13: `functions` has no key `sleep`; HINT
        functions: {sleeping: a}                | 1:23: `sleeping` takes a list: lines that start with `- `
        functions: {sleeping: [a b]}            | 1:24: `a b` is no name of a function
        functions: {completes: [a]}             | 1:25: `completes` must be told which argument is the command: `- {name: a, command: 0}`
        functions: {completes: [{name: a}]}     | 1:25: an entry of `completes` has no `command`: the number of the argument, from 0
        'functions: {completes: [{name: a, command: -1}]}'      | 1:44: `command` is the number of an argument, from 0: it cannot be `-1`
        'functions: {sleeping: [a, a]}'         | 1:27: `a` stands here twice; the first one is in line 1
        functions: {sleeping: [io_uring_cmd_done]}              | 1:24: `io_uring_cmd_done` is known already
        """)
    void aMistakeIsNamedWithItsPlace(String text, String message) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(DamagedConfig.class).hasMessage(".uringlint.yml:" + message);
    }

    @Test
    void whatIsNoYamlIsNamedWithItsPlace() {
        assertThatThrownBy(() -> read("rules:\n\tlevel: note\n"))
                .isInstanceOf(DamagedConfig.class)
                .hasMessageStartingWith(".uringlint.yml:2:1: this is no YAML: ");
        assertThatThrownBy(() -> read("a: [b\n"))
                .isInstanceOf(DamagedConfig.class)
                .hasMessageStartingWith(".uringlint.yml:2:1: this is no YAML: ");
        assertThatThrownBy(() -> read("a: 1\n---\nb: 2\n"))
                .isInstanceOf(DamagedConfig.class)
                .hasMessageContaining("this is no YAML: ");
        assertThatThrownBy(() -> read("a: \u0000\n"))
                .isInstanceOf(DamagedConfig.class)
                .hasMessageContaining("this is no YAML: ");
        assertThatThrownBy(() -> read("level: " + "x".repeat(2 << 20)))
                .isInstanceOf(DamagedConfig.class)
                .hasMessageContaining("it is longer than 1 MiB");
    }

    @Test
    void tagsAndAliasesDoNothing() throws IOException, DamagedConfig {
        assertThat(read("level: !!java.net.URL note\n").level()).contains(new Setting<>("note", 1));
        assertThat(read("rules: &r {lost-completion: off}\npaths: [{path: a, rules: *r}]\n").paths()).hasSize(1);
        assertThatThrownBy(() -> read("rules: &r {lost-completion: *r}\n")).isInstanceOf(DamagedConfig.class);
        assertThatThrownBy(() -> read("rules: &r\n  *r : off\n")).isInstanceOf(DamagedConfig.class);
    }

    @Test
    void anUnknownRuleIsToldAndTheRestCounts() throws IOException, DamagedConfig {
        Config config = read("rules:\n  lost-completions: off\n  lost-completion: off\n");
        assertThat(config.rules()).containsOnlyKeys("lost-completion");
        assertThat(config.warnings()).containsExactly(".uringlint.yml:2:3: no rule is called `lost-completions`; HINT");
    }

    @Test
    void theNearestFileCountsUpToTheTopOfTheRepository() throws IOException, DamagedConfig {
        Path inner = Files.createDirectories(folder.resolve("top/drivers/block"));
        Files.writeString(folder.resolve(ConfigFile.NAME), "level: error\n");
        assertThat(ConfigFile.find(inner, NAMES).name()).isEqualTo("../../../.uringlint.yml");
        Files.createFile(folder.resolve("top/.git"));
        assertThat(ConfigFile.find(inner, NAMES).name()).isEmpty();
        Files.writeString(folder.resolve("top/.uringlint.yml"), "level: note\n");
        assertThat(ConfigFile.find(inner, NAMES).level()).contains(new Setting<>("note", 1));
        Files.writeString(inner.resolve(".uringlint.yml"), "level: warning\n");
        assertThat(ConfigFile.find(inner, NAMES).level()).contains(new Setting<>("warning", 1));
    }

    @ParameterizedTest
    @CsvSource({
        "drivers,drivers/x.c,true",
        "drivers/,drivers/a/x.c,true",
        "drivers,drivers2/x.c,false",
        "*.c,x.c,true",
        "*.c,a/x.c,false",
        "**/*.c,a/b/x.c,true",
        "**/*.c,x.c,true",
        "drivers/**/x.c,drivers/x.c,true",
        "drivers/**/x.c,drivers/a/b/x.c,true",
        "drivers/*/x.c,drivers/a/b/x.c,false",
        "./a?.c,ab.c,true",
        "a?.c,a/.c,false",
        "a.c,abc,false",
        "[a].c,[a].c,true",
        "**,any/x.c,true"
    })
    void aPatternMeansWhatTheManualSays(String glob, String path, boolean isCovered) {
        assertThat(new PathRules(glob, true, Map.of(), 1).covers(path)).isEqualTo(isCovered);
    }

    @Test
    void theLastEntryForAFileCounts() throws IOException, DamagedConfig {
        Config config = read("""
            rules: {lost-completion: off}
            paths:
              - {path: a, rules: {lost-completion: error}}
              - {path: a/b, rules: {lost-completion: note}}
            """);
        assertThat(config.rule("lost-completion", folder, "c/x.c").orElseThrow().value()).isEmpty();
        assertThat(config.rule("lost-completion", folder, "a/x.c").orElseThrow().value()).contains(Severity.ERROR);
        assertThat(config.rule("lost-completion", folder.resolve("a"), "b/x.c")
                        .orElseThrow()
                        .value())
                .contains(Severity.NOTE);
        assertThat(config.rule(
                                "lost-completion",
                                folder,
                                folder.resolve("a/x.c").toString())
                        .orElseThrow()
                        .value())
                .contains(Severity.ERROR);
        assertThat(config.rule("double-completion", folder, "a/x.c")).isEmpty();
    }

    @Test
    void noTextMakesItFailOtherwise() throws IOException {
        var random = new Random(1);
        byte[] bytes = FULL.getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 3_000; round++) {
            byte[] damaged = bytes.clone();
            for (int change = 0; change < 1 + round % 4; change++) {
                damaged[random.nextInt(damaged.length)] = (byte) "{}[]:,-&*!|>'\"%@`#\n\t x\u0000\u007f".charAt(random.nextInt(24));
            }
            try {
                assertThat(read(new String(damaged, StandardCharsets.UTF_8)).name()).isNotEmpty();
            } catch (DamagedConfig e) {
                assertThat(e.getMessage()).startsWith(".uringlint.yml:");
            }
        }
    }
}
