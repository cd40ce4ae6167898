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

    /// Nothing is built in a package, which may be entered by a link.
    @Test
    void itRunsFromAPackage() throws IOException {
        Path checkout = folder.resolve("checkout");
        Path here = Files.createDirectories(folder.resolve("package/bin")).getParent();
        Files.move(checkout.resolve("uringlint"), here.resolve("bin/uringlint"));
        Files.move(checkout.resolve("cli/target"), here.resolve("app"));
        Files.writeString(here.resolve("app/id"), "0123456789abcdef\n");
        Files.createSymbolicLink(checkout.resolve("uringlint"), here.resolve("bin/uringlint"));
        List<String> bare = List.of("-i", "PATH=/usr/bin:/bin", "JAVA_HOME=" + JDK, "URINGLINT_NO_AOT=1");
        Program run = run(bare, "check", "--format", "gcc", "in/x.c");
        assertThat(run.exit()).as(run.err()).isEqualTo(1);
        assertThat(run.out()).startsWith("in/x.c:6:");
        assertThat(here.resolve("app")).isDirectoryNotContaining("glob:**build*");
    }

    /// People read where the build is and what went wrong, and not what Maven thinks of it.
    @Test
    void aBuildTellsWhereItIs() throws IOException {
        Path checkout = folder.resolve("checkout");
        Files.delete(checkout.resolve("cli/target/uringlint.jar"));
        Program.script(
                folder.resolve("bin/mvn"),
                """
                cat <<'END'
                [INFO] Scanning for projects...
                [INFO] Building analyzer 0.1.0 [3/5]
                [INFO] --- compiler:3.16.0:compile (default-compile) @ analyzer ---
                [ERROR] X.java:[1,10] not a statement
                [ERROR]
                [ERROR] To see the full stack trace of the errors, read on -> [Help 1]
                [ERROR] After correcting the problems, you can resume the build
                [INFO] BUILD FAILURE
                END
                exit 1
                """);
        String path = "PATH=" + folder.resolve("bin") + File.pathSeparator + System.getenv("PATH");
        Program run = run(List.of("-u", "URINGLINT_NO_BUILD", "JAVA_HOME=" + JDK, path), "check", "in");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines().map(line -> line.replace("uringlint: ", "")))
                .containsExactly(
                        "building (once: a minute, or three where Maven has to get some 90 MB first)",
                        "building: analyzer (3/5)",
                        "building: X.java:[1,10] not a statement",
                        "the build failed; all that it said is in " + checkout + "/cli/target/build.log");
        assertThat(checkout.resolve("cli/target/build.log")).content().contains("Scanning", "you can resume");
    }
}
