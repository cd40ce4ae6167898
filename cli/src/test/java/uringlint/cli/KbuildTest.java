// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KbuildTest {
    private static final String FOUND =
            "x.c:6:2: error: returning `0` completes `cmd` a second time [double-completion]\n";

    @TempDir
    private Path folder;

    @BeforeEach
    void writeDrivers() throws IOException {
        Drivers.write(folder.resolve("wrong/x.c"), Drivers.driver(Drivers.BODY_WRONG));
        Drivers.write(folder.resolve("right/x.c"), Drivers.driver(Drivers.BODY_RIGHT));
        Drivers.write(folder.resolve("plain/x.c"), "int f(void)\n{\n\treturn 1;\n}\n");
    }

    /// The arguments of a kernel build, with what a user put before them.
    private Cli run(String source, String... own) {
        var arguments = new ArrayList<>(List.of("kbuild"));
        arguments.addAll(List.of(own));
        arguments.addAll(List.of(
                "-D__linux__",
                "-Wbitwise",
                "--arch=x86",
                "-m64",
                "-Wp,-MMD,wrong/.x.o.d",
                "-nostdinc",
                "-I./include",
                "-include",
                "./include/linux/kconfig.h",
                "-DKBUILD_MODNAME=\"x\"",
                source));
        return Cli.run(folder, arguments.toArray(String[]::new));
    }

    @Test
    void findingsAreWrittenAsCompilersDoAndBreakNothing() {
        Cli run = run("wrong/x.c");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("wrong/" + FOUND);
    }

    @Test
    void rightAndForeignFilesAreNotMentioned() {
        assertThat(run("right/x.c")).isEqualTo(new Cli(0, "", ""));
        assertThat(run("plain/x.c")).isEqualTo(new Cli(0, "", ""));
    }

    @Test
    void thePathIsSpelledAsTheBuildSpellsIt() {
        assertThat(Cli.run(folder.resolve("right"), "kbuild", "-O2", "../wrong/x.c")
                        .err())
                .isEqualTo("../wrong/" + FOUND);
        assertThat(run(folder.resolve("wrong/x.c").toString()).err()).isEqualTo(folder.resolve("wrong") + "/" + FOUND);
        assertThat(run("./wrong/x.c").err()).isEqualTo("./wrong/" + FOUND);
    }

    @Test
    void optionsOfOurOwnStandBeforeThoseOfTheCompiler() {
        assertThat(run("wrong/x.c", "--fail-on", "error").exit()).isEqualTo(1);
        assertThat(run("wrong/x.c", "--fail-on=warning").exit()).isEqualTo(1);
        assertThat(run("right/x.c", "--fail-on=note").exit()).isZero();
        assertThat(run("wrong/x.c", "--allow", "double-completion")).isEqualTo(new Cli(0, "", ""));
        assertThat(run("wrong/x.c", "--kernel", "6.12").err()).isEqualTo("wrong/" + FOUND);
    }

    @Test
    void aMistypedOptionIsNotTakenForOneOfTheCompiler() {
        Cli run = run("wrong/x.c", "--fial-on=error");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).startsWith("uringlint: there is no option `--fial-on`; did you mean `--fail-on`?\n");
        assertThat(run("wrong/x.c", "--fail-on", "bad").exit()).isEqualTo(2);
        assertThat(run("wrong/x.c", "--only", "double-complet").exit()).isEqualTo(2);
        assertThat(run("wrong/x.c", "--kernel", "six").exit()).isEqualTo(2);
        assertThat(run("wrong/x.c", "--target", "x86_64-linux-gnu").err()).isEqualTo("wrong/" + FOUND);
    }

    @Test
    void aFileThatCannotBeReadBreaksNothing() {
        Cli run = run("missing/x.c");
        assertThat(run.exit()).isZero();
        assertThat(run.err()).isEqualTo("uringlint: missing/x.c: the file cannot be read\n");
        assertThat(run("missing/x.c", "--strict").exit()).isEqualTo(3);
        assertThat(run("some-value")).isEqualTo(new Cli(0, "", ""));
        assertThat(Cli.run(folder, "kbuild")).isEqualTo(new Cli(0, "", ""));
    }

    @Test
    void whatIsNotUnderstoodIsSaid() throws IOException {
        Drivers.write(
                folder.resolve("broken/x.c"), "int f(void)\n{\n\t@@ $$ ((;\n}\n" + Drivers.driver(Drivers.BODY_RIGHT));
        assertThat(run("broken/x.c").exit()).isZero();
        assertThat(run("broken/x.c").err()).startsWith("broken/x.c:");
        assertThat(run("broken/x.c", "--strict").exit()).isEqualTo(3);
    }

    @Test
    void eachFileOfADriverIsReportedOnceWithItsHeaders() throws IOException {
        String body = "(struct io_uring_cmd *cmd)\n{\n\tif (cmd->cmd_op > 7)\n\t\treturn EINVAL;\n\treturn 0;\n}\n";
        Drivers.write(folder.resolve("two/x.h"), "static inline int x_inline" + body);
        Drivers.write(folder.resolve("two/help.c"), "int x_help" + body);
        Drivers.write(
                folder.resolve("two/x.c"),
                Drivers.driver("\tif (x_inline(cmd))\n\t\treturn -EINVAL;\n\treturn x_help(cmd);\n")
                        .replace(
                                "static int x_u",
                                "#include \"x.h\"\nint x_help(struct io_uring_cmd *cmd);\n\nstatic int x_u"));
        assertThat(Cli.run(folder, "check", "two").out()).contains("--> two/help.c:4:3\n", "--> two/x.h:4:3\n");
        assertThat(run("two/x.c").err()).startsWith("two/x.h:4:3: ").doesNotContain("help.c");
        assertThat(run("two/help.c").err()).startsWith("two/help.c:4:3: ").doesNotContain("x.h:");
    }

    @Test
    void aFileThatIsIncludedWholeIsReportedWithTheOneThatIncludesIt() throws IOException {
        Drivers.write(folder.resolve("whole/part.c"), Drivers.driver(Drivers.BODY_WRONG));
        Drivers.write(folder.resolve("whole/x.c"), "/* uring_cmd */\n#include \"part.c\"\n");
        assertThat(run("whole/x.c").err()).isEqualTo("whole/" + FOUND.replace("x.c", "part.c"));
    }

    @Test
    void aModuleOutsideOfTheTreeIsCheckedForTheKernelThatItIsBuiltFor() throws IOException {
        Drivers.write(folder.resolve("linux/Makefile"), "VERSION = 6\nPATCHLEVEL = 1\n");
        Drivers.write(folder.resolve("linux/include/linux/types.h"), "");
        Drivers.write(
                folder.resolve("module/x.c"),
                Drivers.driver("#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 4, 0)\n" + Drivers.BODY_WRONG + "#else\n"
                        + Drivers.BODY_RIGHT + "#endif\n"));
        assertThat(Cli.run(folder, "kbuild", "-Ilinux/include", "module/x.c").err()).contains("[double-completion]");
        Drivers.write(folder.resolve("linux/Makefile"), "VERSION = 6\nPATCHLEVEL = 12\n");
        assertThat(Cli.run(folder, "kbuild", "-Ilinux/include", "module/x.c").err()).isEmpty();
        assertThat(Cli.run(folder, "kbuild", "--kernel=6.1", "-Ilinux/include", "module/x.c")
                        .err())
                .contains("[double-completion]");
    }

    @Test
    void responseFilesAreRead() throws IOException {
        Drivers.write(folder.resolve("flags"), "-DX='a b' -o wrong/x.o wrong/x.c\n");
        assertThat(Cli.run(folder, "kbuild", "-O2", "@flags").err()).isEqualTo("wrong/" + FOUND);
    }

    /// The rule and the flags are those of scripts/Makefile.build and scripts/Makefile.lib, and the test of the checker comes first
    /// as scripts/checker-valid.sh makes it.
    @Test
    void aMakefileRunsItAsTheKernelsDoes() throws IOException {
        assumeTrue(Program.exists("make"));
        String path = Program.path(folder.resolve("bin"));
        Drivers.write(folder.resolve("Makefile"), """
            CHECKFLAGS := -D__linux__ -Dlinux -D__STDC__ -Dunix -D__unix__ -Wbitwise -Wno-return-void -Wno-unknown-attribute $(CF)
            CHECKFLAGS += --arch=x86 -mlittle-endian -m64
            c_flags = -Wp,-MMD,$(@D)/.$(@F).d -nostdinc -I./include -include ./include/linux/compiler_types.h -D__KERNEL__ \\
                      -fmacro-prefix-map=./= -std=gnu11 --param asan-stack=1 -DKBUILD_MODFILE='"x/x"' -DKBUILD_MODNAME='"x"'
            ifneq ($(shell sh ./checker-valid.sh $(CHECK) $(CHECKFLAGS)), 1)
              $(warning C=1 specified, but $(CHECK) is not available or not up to date)
            endif
            all: right/x.o wrong/x.o plain/x.o
            %.o: %.c
            	@$(CHECK) $(CHECKFLAGS) $(c_flags) $<
            	@touch $@
            """);
        Drivers.write(folder.resolve("checker-valid.sh"), """
            [ ! -x "$(command -v "$1")" ] && exit 1
            printf 'static inline int u(const int *q)\\n{\\n\\t__typeof_unqual__(*q) v = *q;\\n\\treturn v;\\n}\\n' > valid.tmp
            $@ valid.tmp 2>&1 | awk -v c=1 '/error/{c=0}END{print c}'
            """);
        Program build =
                Program.run(folder, Map.of("PATH", path), List.of("make", "-s", "-j2", "CHECK=uringlint kbuild"));
        assertThat(build.err()).isEqualTo("wrong/" + FOUND);
        assertThat(build.exit()).isZero();
        assertThat(folder.resolve("wrong/x.o")).exists();
        Program gate = Program.run(
                folder, Map.of("PATH", path), List.of("make", "-s", "-B", "CHECK=uringlint kbuild --fail-on error"));
        assertThat(gate.err()).startsWith("wrong/" + FOUND);
        assertThat(gate.exit()).isEqualTo(2);
    }

    /// The launcher with a Java that only says how it was called.
    private Program launch(String... arguments) throws IOException {
        Path jdk = folder.resolve("jdk");
        Program.script(jdk.resolve("bin/java"), "echo \"java: $*\"\n");
        Drivers.write(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
        Path launcher = Files.copy(
                Path.of("../uringlint"),
                folder.resolve("uringlint"),
                StandardCopyOption.COPY_ATTRIBUTES,
                StandardCopyOption.REPLACE_EXISTING);
        Drivers.write(folder.resolve("cli/target/uringlint.jar"), "");
        var command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        return Program.run(
                folder,
                Map.of("JAVA_HOME", jdk.toString(), "URINGLINT_NO_BUILD", "1", "URINGLINT_NO_AOT", "1"),
                command);
    }

    @Test
    void theLauncherStartsNoJavaForFilesThatDoNotMentionCommands() throws IOException {
        assumeTrue(Program.exists("bash") && Files.isExecutable(Path.of("../uringlint")));
        Drivers.write(folder.resolve("include/linux/kconfig.h"), "/* uring_cmd */\n");
        assertThat(launch("kbuild", "-DX=\"a b\"", "-include", "include/linux/kconfig.h", "plain/x.c"))
                .isEqualTo(new Program(0, "", ""));
        assertThat(launch("kbuild", "--fail-on", "error", "-O2", "plain/x.c")).isEqualTo(new Program(0, "", ""));
        assertThat(launch("kbuild", "-O2", "wrong/x.c").out()).endsWith(" kbuild -O2 wrong/x.c\n");
        assertThat(launch("kbuild", "plain/x.c", "wrong/x.c").out()).contains("java: ");
        assertThat(launch("kbuild", "--help").out()).contains("java: ");
        assertThat(launch("kbuild", "missing/x.c").out()).contains("java: ");
        assertThat(launch("check", "plain/x.c").out()).contains("java: ");
    }
}
