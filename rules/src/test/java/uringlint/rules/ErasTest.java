// SPDX-License-Identifier: Apache-2.0

package uringlint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import uringlint.Analyzer;
import uringlint.diagnostic.Diagnostic;
import uringlint.load.FileProvider;
import uringlint.load.Loaded;
import uringlint.rules.model.Releases;
import uringlint.rules.model.UringApi;
import uringlint.source.SourceFile;
import uringlint.version.KernelVersion;
import uringlint.version.Target;

/// A driver for several releases.
class ErasTest {
    private static final String HANDLER = """
        static int x_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
        {
        %s}
        static const struct file_operations x_fops = { .uring_cmd = x_uring_cmd };
        """;

    private static Eras analyze(String body, String first, String last) {
        Function<Target, Loaded> load = load(HANDLER.formatted(body));
        return Eras.analyze(load.apply(Target.ANY), load, Releases.between(version(first), version(last)));
    }

    private static List<KernelVersion> detect(String body) {
        Function<Target, Loaded> load = load(HANDLER.formatted(body));
        return Eras.detect(load.apply(Target.ANY), load);
    }

    private static Function<Target, Loaded> load(String text) {
        var file = new SourceFile("x.c", text.getBytes(StandardCharsets.UTF_8));
        return target -> Analyzer.load(List.of(file), FileProvider.NONE, UringApi.VOCABULARY, target);
    }

    private static KernelVersion version(String text) {
        return KernelVersion.parse(text).orElseThrow();
    }

    @Test
    void releasesThatDoNotDifferAreOneEra() {
        Eras eras = analyze("\treturn EINVAL;\n", "6.4", "6.6");
        assertThat(eras.eras()).hasSizeLessThan(3);
        assertThat(eras.reports()).singleElement().extracting(Diagnostic::kernels).isEqualTo("");
        assertThat(eras.reports().getFirst().fixes()).hasSize(1);
        assertThat(analyze("\treturn EINVAL;\n", "6.0", "7.3").eras()).hasSizeLessThan(10);
    }

    @Test
    void aReportSaysWhereItHolds() {
        String body =
                "#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 4, 0) || LINUX_VERSION_CODE >= KERNEL_VERSION(6, 7, 0)\n"
                        + "\treturn EINVAL;\n"
                        + "#endif\n"
                        + "\treturn 0;\n";
        Eras eras = analyze(body, "6.1", "6.8");
        assertThat(eras.reports()).singleElement().extracting(Diagnostic::kernels).isEqualTo("6.1..6.3, 6.7..6.8");
        assertThat(eras.reports().getFirst().fixes()).isEmpty();
    }

    @Test
    void codeWithoutConditionsIsForOneRelease() {
        assertThat(detect("\treturn 0;\n")).hasSize(1);
        assertThat(detect("#if LINUX_VERSION_CODE < KERNEL_VERSION(4, 15, 0)\n\treturn 1;\n#endif\n\treturn 0;\n"))
                .hasSize(1);
    }

    @Test
    void codeWithConditionsIsForAllThatTheyName() {
        String body = "#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 18, 0)\n"
                + "\tio_uring_cmd_done(cmd, 0, issue_flags);\n"
                + "#else\n"
                + "\tio_uring_cmd_done(cmd, 0, 0, issue_flags);\n"
                + "#endif\n"
                + "\treturn -EIOCBQUEUED;\n";
        List<KernelVersion> releases = detect(body);
        assertThat(releases.getFirst()).isEqualTo(version("6.17"));
        assertThat(releases.getLast()).isGreaterThanOrEqualTo(version("6.18"));
        assertThat(Eras.analyze(
                                load(HANDLER.formatted(body)).apply(Target.ANY),
                                load(HANDLER.formatted(body)),
                                releases)
                        .reports())
                .isEmpty();
    }
}
