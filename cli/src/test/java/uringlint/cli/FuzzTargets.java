// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import uringlint.Analyzer;
import uringlint.cli.baseline.BaselineText;
import uringlint.cli.change.Changes;
import uringlint.cli.change.Outcome;
import uringlint.cli.change.Step;
import uringlint.cli.config.Config;
import uringlint.cli.config.ConfigFile;
import uringlint.cli.config.KnownNames;
import uringlint.cli.find.NoFiles;
import uringlint.cli.find.OverlaySnapshot;
import uringlint.cli.kbuild.CompileCommands;
import uringlint.cli.kbuild.CompilerLine;
import uringlint.cli.mail.Address;
import uringlint.cli.mail.Input;
import uringlint.cli.mail.Postings;
import uringlint.cli.mail.Series;
import uringlint.cli.merge.Merge;
import uringlint.cli.names.NearMiss;
import uringlint.cli.patch.AppliedSeries;
import uringlint.cli.patch.Base;
import uringlint.cli.patch.Patcher;
import uringlint.cli.report.Fingerprints;
import uringlint.cli.report.Palette;
import uringlint.cli.report.Printable;
import uringlint.cli.report.TextReport;
import uringlint.cli.review.MailReview;
import uringlint.cli.review.Recipients;
import uringlint.cli.review.ReplyText;
import uringlint.cli.review.Reviewer;
import uringlint.diagnostic.Severity;
import uringlint.load.FileProvider;
import uringlint.load.Loaded;
import uringlint.rules.Eras;
import uringlint.rules.model.OwnFunctions;
import uringlint.rules.model.UringApi;
import uringlint.source.SourceFile;
import uringlint.version.KernelVersion;

/// What reads the texts of strangers, one target for each reader: nothing is thrown whatever they write.
public final class FuzzTargets {
    private static final String PATH = "drivers/x/x.c";
    private static final int LONGEST = 1 << 16;
    private static final Target CHOSEN = targets().get(System.getProperty("uringlint.target", "mails"));
    private static final Path FOLDER = tree();

    private FuzzTargets() {}

    /// Reads a text, and throws only if there is a mistake in what reads it.
    interface Target {
        void read(byte[] bytes);
    }

    /// All targets, by the names of the folders in which their inputs are kept.
    static Map<String, Target> targets() {
        Map<String, Target> targets = new LinkedHashMap<>();
        targets.put("c", FuzzTargets::c);
        targets.put("rust", FuzzTargets::rust);
        targets.put("patches", FuzzTargets::patches);
        targets.put("mails", FuzzTargets::mails);
        targets.put("quotations", FuzzTargets::quotations);
        targets.put("configurations", FuzzTargets::configurations);
        targets.put("baselines", FuzzTargets::baselines);
        targets.put("merges", FuzzTargets::merges);
        targets.put("compile-commands", FuzzTargets::compileCommands);
        targets.put("kbuild-command-lines", FuzzTargets::kbuildCommandLines);
        return targets;
    }

    /// What Jazzer calls with every input that it tries.
    public static void fuzzerTestOneInput(byte[] bytes) {
        CHOSEN.read(bytes);
    }

    /// A folder with a driver, for the patches that change it.
    private static Path tree() {
        try {
            Path folder = Files.createTempDirectory("uringlint");
            Path file = Drivers.write(folder.resolve(PATH), Drivers.driver(Drivers.BODY_RIGHT));
            for (Path made = file; !made.equals(folder.getParent()); made = made.getParent()) {
                // In the opposite order of this, so that folders are empty.
                made.toFile().deleteOnExit();
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void c(byte[] bytes) {
        analyze("x.c", bytes);
    }

    private static void rust(byte[] bytes) {
        analyze("x.rs", bytes);
    }

    private static void analyze(String name, byte[] bytes) {
        if (bytes.length > LONGEST) {
            return;
        }
        List<SourceFile> files = List.of(new SourceFile(name, bytes));
        Function<uringlint.version.Target, Loaded> load = target -> Analyzer.load(files, FileProvider.NONE, UringApi.VOCABULARY, target);
        Loaded loaded = load.apply(uringlint.version.Target.ANY);
        List<KernelVersion> releases = Eras.detect(loaded, load);
        Eras eras = Eras.analyze(loaded, load, releases.subList(releases.size() - 1, releases.size()), OwnFunctions.NONE);
        var report = new TextReport(Palette.PLAIN, Terminal.DEFAULT_WIDTH);
        assertThat(Printable.lines(report.findings(Fingerprints.of(eras.reports())) + report.problems(eras.problems(), 10))).isNotNull();
    }

    private static void patches(byte[] bytes) {
        var tree = OverlaySnapshot.of(
                new NoFiles(),
                Map.of(PATH, Optional.of(Drivers.driver(Drivers.BODY_RIGHT).getBytes(StandardCharsets.UTF_8))));
        assertThat(Patcher.apply(tree, bytes)).isNotNull();
        read(bytes);
    }

    private static void mails(byte[] bytes) {
        read(bytes);
    }

    private static void quotations(byte[] bytes) {
        byte[] head = "From: A <a@example.org>\nSubject: Re: [PATCH] x: y\nMessage-ID: <1@example.org>\n\n"
                .getBytes(StandardCharsets.US_ASCII);
        var mail = new byte[head.length + bytes.length];
        System.arraycopy(head, 0, mail, 0, head.length);
        System.arraycopy(bytes, 0, mail, head.length, bytes.length);
        read(mail);
    }

    /// Reads patches as `check --patch` and `review` do.
    private static void read(byte[] bytes) {
        Postings read = Input.read(bytes);
        read.troubles().forEach(trouble -> assertThat(PatchFiles.text("x", trouble)).isNotBlank());
        for (Series series : read.series()) {
            try (Base base = Base.of(FOLDER, Optional.of(FOLDER.toString()))) {
                var applied = AppliedSeries.of(series, base, List.of());
                List<Step> steps = applied.patches().stream().flatMap(patch -> patch.step().stream()).toList();
                Policy policy = Policy.of(Config.none(FOLDER), Severity.NOTE);
                List<Outcome> outcomes = new Changes(
                                Optional.empty(), OwnFunctions.NONE, analysis -> Findings.report(analysis, policy))
                        .compare(steps);
                outcomes.forEach(outcome -> assertThat(outcome.after().problems())
                        .noneMatch(problem -> problem.message().contains("internal error of uringlint")));
                var settings = new Reviewer.Settings(
                        new Address("A", "a@example.org"),
                        new Recipients(Set.of(), false),
                        "Thu, 1 Jan 1970 00:00:00 +0000",
                        "x",
                        _ -> "");
                List<MailReview> reviews = applied.patches().stream()
                        .map(patch -> new MailReview(
                                patch,
                                outcomes.stream()
                                        .filter(outcome -> patch.step()
                                                .filter(outcome.step()::equals)
                                                .isPresent())
                                        .flatMap(outcome -> outcome.appeared().stream())
                                        .toList(),
                                List.of()))
                        .toList();
                assertThat(ReplyText.mbox(new Reviewer(settings).replies(applied, reviews))).isNotNull();
            } catch (uringlint.cli.git.GitException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    private static void configurations(byte[] bytes) {
        try {
            Config config = ConfigFile.of(
                    bytes, ".uringlint.yml", Path.of("/tree"), new KnownNames(RuleNames.ids(), NearMiss::hint));
            Policy policy = Policy.of(config, Severity.NOTE);
            for (String path : List.of(PATH, "/tree/a/b.c", "a".repeat(200))) {
                policy.ignores(path);
                policy.isOn("double-completion", path);
            }
        } catch (uringlint.cli.config.DamagedConfig e) {
            assertThat(e.getMessage()).startsWith(".uringlint.yml");
        }
    }

    private static void baselines(byte[] bytes) {
        try {
            String written = BaselineText.write(BaselineText.read(new String(bytes, StandardCharsets.UTF_8)));
            assertThat(BaselineText.write(BaselineText.read(written))).isEqualTo(written);
        } catch (BaselineText.Damaged e) {
            assertThat(e.line()).isPositive();
        }
    }

    /// Two reports, with a line of `====` between them.
    private static void merges(byte[] bytes) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String text : new String(bytes, StandardCharsets.UTF_8).split("\n====\n", 4)) {
            texts.put("part-" + (texts.size() + 1), text);
        }
        try {
            assertThat(Merge.merge(texts)).endsWith("\n");
        } catch (uringlint.cli.merge.Unmergeable e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private static void compileCommands(byte[] bytes) {
        try {
            assertThat(CompileCommands.read(new String(bytes, StandardCharsets.UTF_8), Path.of("/tree"))).isNotNull();
        } catch (CompileCommands.Damaged e) {
            assertThat(e.line()).isPositive();
        }
    }

    /// The arguments of a compiler, and behind a line of `====` what is in the response file that they may name.
    private static void kbuildCommandLines(byte[] bytes) {
        String[] parts = new String(bytes, StandardCharsets.UTF_8).split("\n====\n", 2);
        CompilerLine line = CompilerLine.of(
                CompilerLine.words(parts[0]),
                name -> name.equals("args") && parts.length > 1 ? Optional.of(parts[1]) : Optional.empty());
        assertThat(line.sources()).doesNotHaveDuplicates().noneMatch(String::isEmpty);
    }
}
