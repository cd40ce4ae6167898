// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uringlint.cli.config.DamagedConfig;
import uringlint.cli.config.KnownNames;
import uringlint.cli.names.NearMiss;
import uringlint.cli.watch.settings.MailMode;
import uringlint.cli.watch.settings.SettingsReader;
import uringlint.cli.watch.settings.WatchSettings;

/// The files that an operator starts from say what the program understands.
class ServiceFilesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path FILES = ROOT.resolve("service");

    @TempDir
    Path folder;

    private static WatchSettings settings(Path file) throws DamagedConfig, IOException {
        return SettingsReader.read(file, new KnownNames(RuleNames.ids(), NearMiss::hint));
    }

    @Test
    void theExampleWritesToNobody() throws DamagedConfig, IOException {
        WatchSettings settings = settings(FILES.resolve("watch.yml"));
        assertThat(settings.isDryRun()).isTrue();
        assertThat(settings.mail().orElseThrow().isOn()).isFalse();
        assertThat(settings.lists()).hasSize(2).allMatch(list -> list.mode() == MailMode.MUTE);
        // What is commented out is right as well.
        Path all = folder.resolve("watch.yml");
        String example = Files.readString(FILES.resolve("watch.yml"));
        Files.writeString(all, example.replaceAll("(?m)^# (patchwork|webhook|kcidb): \\{on: false", "$1: {on: true"));
        assertThat(settings(all).sinks().patchwork()).isPresent();
        assertThat(settings(all).sinks().kcidb()).isPresent();
    }

    @Test
    void theConfigurationOfThePageIsRead() throws DamagedConfig, IOException {
        String page = Files.readString(ROOT.resolve("docs/service.md"));
        var block = Pattern.compile("(?s)   ```yaml\n(.*?)   ```").matcher(page);
        assertThat(block.find()).isTrue();
        Path file = folder.resolve("watch.yml");
        Files.writeString(file, block.group(1).replaceAll("(?m)^   ", ""));
        assertThat(settings(file).sinks().page()).isPresent();
    }

    @Test
    void allCommandsOfTheFilesExist() throws IOException {
        var named = new TreeSet<String>();
        for (Path file : List.of(FILES.resolve("uringlint-watch.service"), ROOT.resolve("docs/service.md"))) {
            var command = Pattern.compile("uringlint watch ([a-z]+)").matcher(Files.readString(file));
            while (command.find()) {
                named.add(command.group(1));
            }
        }
        named.removeIf(word -> word.equals("without"));
        assertThat(named).containsExactly("once", "rehearse", "release", "replay", "status", "why");
        for (String command : named) {
            assertThat(Cli.run(folder, "watch", command, "--help").exit()).as(command).isZero();
        }
    }

    @Test
    void systemdUnderstandsTheUnits() throws IOException {
        assumeTrue(Program.exists("systemd-analyze"));
        for (String name : List.of("uringlint-watch.service", "uringlint-watch.timer")) {
            String text = Files.readString(FILES.resolve(name)).replace("/opt/uringlint/uringlint", "/bin/true");
            Files.writeString(folder.resolve(name), text);
        }
        List<String> command = List.of("systemd-analyze", "verify", "./uringlint-watch.service", "./uringlint-watch.timer");
        Program run = Program.run(folder, Map.of(), command);
        assertThat(run.err().lines().filter(line -> line.contains("uringlint-watch"))).isEmpty();
    }
}
