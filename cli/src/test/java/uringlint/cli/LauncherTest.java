// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher, from a checkout whose program is the classes under test.
class LauncherTest {
    private static final Path LAUNCHER = Path.of("..", "uringlint");
    private static final String JDK = System.getProperty("java.home");

    @TempDir
    private Path folder;

    @BeforeEach
    void writeCheckout() throws IOException {
        assumeTrue(Program.exists("bash") && Program.exists("env"));
        Path checkout = Files.createDirectory(folder.resolve("checkout"));
        Files.copy(LAUNCHER, checkout.resolve("uringlint"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.createDirectories(checkout.resolve("cli/target/lib"));
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "uringlint.cli.Main");
        manifest.getMainAttributes().putValue("Enable-Native-Access", "ALL-UNNAMED");
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        Arrays.stream(classes.split(File.pathSeparator))
                                .map(entry -> Path.of(entry).toUri().toString())
                                .collect(Collectors.joining(" ")));
        new JarOutputStream(Files.newOutputStream(checkout.resolve("cli/target/uringlint.jar")), manifest).close();
        Drivers.write(folder.resolve("in/x.c"), Drivers.driver(Drivers.BODY_WRONG));
        Drivers.write(folder.resolve("in/ü/y.c"), Drivers.driver(Drivers.BODY_WRONG));
    }

    private Program run(List<String> environment, String... arguments) throws IOException {
        var command = new ArrayList<String>(List.of("env"));
        command.addAll(environment);
        command.add(folder.resolve("checkout/uringlint").toString());
        command.addAll(List.of(arguments));
        return Program.run(folder, Map.of(), command);
    }

    @Test
    void itRunsInABareEnvironment() throws IOException {
        String path = "PATH=" + JDK + "/bin:/usr/bin:/bin";
        for (List<String> environment : List.of(
                List.of("-i", path, "URINGLINT_NO_AOT=1"),
                List.of("-i", path, "URINGLINT_NO_AOT=1", "LC_ALL=C"),
                List.of("-i", "PATH=/usr/bin:/bin", "URINGLINT_NO_AOT=1", "JAVA_HOME=" + JDK, "LANG=POSIX"))) {
            Program run = run(environment, "check", "--format", "gcc", "in");
            assertThat(run.exit()).as(environment + run.err()).isEqualTo(1);
            assertThat(run.out().lines()).hasSize(2);
            assertThat(run.out()).contains("in/ü/y.c:6:");
            assertThat(run.err()).doesNotContain("line ", "unbound");
        }
    }

    /// A machine without a JDK: the places where the launcher looks for one are empty, and so is all of the path but for what it calls.
    @Test
    void withoutAJdkItSaysWhatIsMissing() throws IOException {
        Path launcher = folder.resolve("checkout/uringlint");
        String text = Files.readString(launcher);
        assertThat(text).contains("/usr/lib/jvm/", "/Library/Java/");
        // Written over and not anew, so that it stays a program.
        Files.writeString(
                launcher,
                text.replace("/usr/lib/jvm/", folder + "/none/").replace("/Library/Java/", folder + "/none/"));
        Path bin = Files.createDirectory(folder.resolve("bin"));
        for (String tool : List.of("bash", "env", "dirname", "readlink", "grep", "find", "head")) {
            String found = Program.run(folder, Map.of(), List.of("sh", "-c", "command -v " + tool)).out().strip();
            Program.script(bin.resolve(tool), "exec " + found + " \"$@\"\n");
        }
        for (String command : List.of("check", "kbuild")) {
            Program run = run(List.of("-i", "PATH=" + bin), command, "in/x.c");
            assertThat(run.exit()).as(command).isEqualTo(command.equals("check") ? 3 : 0);
            assertThat(run.out()).isEmpty();
            assertThat(run.err().lines())
                    .as(run.err())
                    .hasSize(1)
                    .allMatch(line -> line.startsWith("uringlint: no JDK 25 or newer found: install one"));
        }
        assertThat(run(List.of("-i", "PATH=" + bin, "JAVA_HOME=" + JDK, "URINGLINT_NO_AOT=1"), "--version")
                        .exit())
                .isZero();
    }

    @Test
    void whatCannotBeBuiltIsSaid() throws IOException {
        Path checkout = folder.resolve("checkout");
        Files.delete(checkout.resolve("cli/target/uringlint.jar"));
        Files.delete(checkout.resolve("cli/target/lib"));
        Files.delete(checkout.resolve("cli/target"));
        Files.delete(checkout.resolve("cli"));
        // Even root cannot make a folder in a file.
        Files.createFile(checkout.resolve("cli"));
        Program run = run(List.of("-u", "URINGLINT_NO_BUILD", "JAVA_HOME=" + JDK), "check", "in");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines())
                .hasSize(1)
                .allMatch(
                        line -> line.startsWith("uringlint: not built yet, and " + checkout + " cannot be written: "));
        assertThat(run(List.of("URINGLINT_NO_BUILD=1", "JAVA_HOME=" + JDK), "check", "in").exit()).isEqualTo(3);
    }
}
