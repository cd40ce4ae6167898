// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import uringlint.ir.BasicBlock;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.TranslationUnit;
import uringlint.ir.text.IrVerifier;
import uringlint.load.Front;
import uringlint.source.SourceFile;
import uringlint.typestate.protocol.Role;

/// What is found in whole kernels: `mvn verify -Pkernels`. `tools/kernels` gets them.
///
/// The files in `resources/kernels` hold the findings, the entry points and what could not be followed of each, without lines,
/// which change with every stable release. `-Dgolden=update` writes them anew; `docs/kernel-findings.md` says of each finding
/// what it is worth.
@Tag("kernels")
final class KernelsIT {
    private static final List<String> VERSIONS = List.of("6.1", "6.12", "7.2", "7.3");
    private static final List<String> RUST_VERSIONS = List.of("6.12", "7.3");
    private static final Pattern DRIVERS = Pattern.compile("^(drivers|samples|rust/kernel)/");
    private static final Pattern NOT_UNDERSTOOD = Pattern.compile("is not understood$|could not be parsed$");
    private static final double MOST_OPAQUE = 1;
    private static final Path GOLDEN = Path.of("src/test/resources/kernels");
    private static final Path PAGE = Path.of("../docs/kernel-findings.md");
    private static final String REFRESH = "-Dgolden=update writes it anew";

    /// Functions of unknown callers follow from how much is analyzed; those that a kernel enters by name do not.
    private static final Set<Role.Kind> ENTERED = Set.of(
            Role.Kind.HANDLER,
            Role.Kind.POLL,
            Role.Kind.TASK_WORK,
            Role.Kind.COMPLETION,
            Role.Kind.INTERRUPT,
            Role.Kind.TIMER,
            Role.Kind.WORKER);

    /// Who implements the contract, read in the kernels: file, function, role, versions.
    private static final String NAMED = """
        drivers/nvme/host/ioctl.c  nvme_ns_chr_uring_cmd              handler              6.1 6.12 7.2 7.3
        drivers/nvme/host/ioctl.c  nvme_ns_head_chr_uring_cmd         handler              6.1 6.12 7.2 7.3
        drivers/nvme/host/ioctl.c  nvme_dev_uring_cmd                 handler              6.1 6.12 7.2 7.3
        drivers/nvme/host/ioctl.c  nvme_ns_chr_uring_cmd_iopoll       poll hook            6.1 6.12 7.2 7.3
        drivers/nvme/host/ioctl.c  nvme_ns_head_chr_uring_cmd_iopoll  poll hook            6.1
        drivers/nvme/host/ioctl.c  nvme_uring_cmd_end_io              completion callback  6.1 6.12 7.2 7.3
        drivers/nvme/host/ioctl.c  nvme_uring_cmd_end_io_meta         completion callback  6.1
        drivers/nvme/host/ioctl.c  nvme_uring_task_cb                 task-work callback   6.1 6.12 7.2 7.3
        drivers/nvme/host/ioctl.c  nvme_uring_task_meta_cb            task-work callback   6.1
        drivers/block/ublk_drv.c   ublk_ch_uring_cmd                  handler              6.1 6.12 7.2 7.3
        drivers/block/ublk_drv.c   ublk_ctrl_uring_cmd                handler              6.1 6.12 7.2 7.3
        drivers/block/ublk_drv.c   ublk_ch_batch_io_uring_cmd         handler              7.2 7.3
        drivers/block/ublk_drv.c   ublk_ch_uring_cmd_cb               task-work callback   6.12 7.2 7.3
        drivers/block/ublk_drv.c   ublk_rq_task_work_cb               task-work callback   6.1 6.12
        drivers/block/ublk_drv.c   ublk_rq_task_work_fn               worker               6.1
        drivers/block/ublk_drv.c   ublk_cmd_tw_cb                     task-work callback   7.2 7.3
        drivers/block/ublk_drv.c   ublk_cmd_list_tw_cb                task-work callback   7.2 7.3
        drivers/block/ublk_drv.c   ublk_batch_tw_cb                   task-work callback   7.2 7.3
        drivers/block/ublk_drv.c   ublk_stop_work_fn                  worker               6.1 6.12
        drivers/block/ublk_drv.c   ublk_quiesce_work_fn               worker               6.1 6.12
        drivers/char/mem.c         uring_cmd_null                     handler              6.1 6.12 7.2 7.3
        io_uring/uring_cmd.c       io_uring_cmd_sock                  handler              6.12
        io_uring/cmd_net.c         io_uring_cmd_sock                  handler              7.2 7.3
        block/ioctl.c              blkdev_uring_cmd                   handler              6.12 7.2 7.3
        block/ioctl.c              bio_cmd_bio_end_io                 completion callback  6.12 7.2 7.3
        block/ioctl.c              blk_cmd_complete                   task-work callback   6.12 7.2 7.3
        fs/btrfs/ioctl.c           btrfs_uring_cmd                    handler              7.2 7.3
        fs/btrfs/ioctl.c           btrfs_uring_read_finished          task-work callback   7.2 7.3
        fs/fuse/dev_uring.c        fuse_uring_cmd                     handler              7.2 7.3
        fs/fuse/dev_uring.c        fuse_uring_send_in_task            task-work callback   7.2 7.3
        fs/fuse/dev_uring.c        fuse_uring_async_stop_queues       worker               7.2 7.3
        block/bsg.c                bsg_uring_cmd                      handler              7.2 7.3
        drivers/scsi/scsi_bsg.c    scsi_bsg_uring_cmd                 handler              7.2 7.3
        drivers/scsi/scsi_bsg.c    scsi_bsg_uring_cmd_done            completion callback  7.2 7.3
        drivers/scsi/scsi_bsg.c    scsi_bsg_uring_task_cb             task-work callback   7.2 7.3
        io_uring/mock_file.c       io_mock_cmd                        handler              7.2 7.3
        io_uring/mock_file.c       iou_mock_mgr_cmd                   handler              7.2 7.3
        """;

    @TestFactory
    Stream<DynamicTest> findings() {
        return each((version, tree) -> {
            Cli run = Cli.run(tree, "check", "--format", "json", "--level", "note", "--fail-on", "never", ".");
            JsonObject report = JsonParser.parseString(run.out()).getAsJsonObject();
            List<String> found = lines(
                    report,
                    "findings",
                    finding -> "%s: %s %s in %s"
                            .formatted(
                                    text(finding, "path"),
                                    text(finding, "severity"),
                                    text(finding, "rule"),
                                    text(finding, "function")));

            assertIsGolden(
                    "problems-" + version + ".txt",
                    lines(
                            report,
                            "problems",
                            problem -> "%s: %s: %s"
                                    .formatted(
                                            text(problem, "path"), text(problem, "kind"), text(problem, "message"))));
            assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.CLEAN);
            assertIsGolden("findings-" + version + ".txt", found);
            List<String> page = Files.readAllLines(PAGE);
            for (JsonObject finding : objects(report, "findings")) {
                String kind = "%s `%s`".formatted(text(finding, "severity"), text(finding, "rule"));
                String function = "`%s`".formatted(text(finding, "function"));
                assertThat(page)
                        .as("a row of %s that judges it", PAGE)
                        .anyMatch(line -> line.startsWith("| ")
                                && line.contains(kind)
                                && line.contains(function)
                                && line.contains(version));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> entries() {
        List<String> roles = ENTERED.stream().map(Role.Kind::word).toList();
        return each((version, tree) -> {
            Cli run = Cli.run(tree, "entries", "--format", "json", ".");
            JsonObject report = JsonParser.parseString(run.out()).getAsJsonObject();
            List<String> found = lines(
                    report,
                    "entries",
                    entry -> "%s: %s %s".formatted(text(entry, "path"), text(entry, "role"), text(entry, "function")));
            found.removeIf(line -> roles.stream().noneMatch(role -> line.contains(": " + role + " ")));

            assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.CLEAN);
            assertThat(found)
                    .as("the implementers that Linux %s is known to have", version)
                    .containsAll(named(version));
            assertIsGolden("entries-" + version + ".txt", found);
        });
    }

    /// The Rust of a kernel has no commands yet: it is read without a report, and but for a little it is understood.
    @TestFactory
    Stream<DynamicTest> rust() {
        return RUST_VERSIONS.stream()
                .map(version -> DynamicTest.dynamicTest(version, () -> {
                    Path tree = tree(version);
                    List<String> files = rustFiles(tree);
                    var arguments = new ArrayList<>(
                            List.of("check", "--alone", "--format", "json", "--level", "note", "--fail-on", "never"));
                    arguments.addAll(files);
                    Cli run = Cli.run(tree, arguments.toArray(String[]::new));
                    JsonObject report = JsonParser.parseString(run.out()).getAsJsonObject();

                    assertThat(objects(report, "findings")).isEmpty();
                    assertThat(objects(report, "problems"))
                            .extracting(problem -> text(problem, "message"))
                            .allMatch(message -> NOT_UNDERSTOOD.matcher(message).find());
                    double share = opaqueShare(
                            tree,
                            files.stream()
                                    .filter(file -> DRIVERS.matcher(file).find())
                                    .toList());
                    IO.println(
                            "%s: %d files in Rust, %.3f %% of the instructions of drivers and libraries not understood"
                                    .formatted(version, files.size(), share));
                    assertThat(share).isLessThan(MOST_OPAQUE);
                }));
    }

    private static List<String> rustFiles(Path tree) throws IOException {
        try (Stream<Path> found = Files.walk(tree)) {
            return found.filter(file ->
                            file.toString().endsWith(".rs") && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .map(file -> tree.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    /// How many of a hundred instructions are not understood, in files that are lowered together.
    private static double opaqueShare(Path tree, List<String> names) throws IOException {
        var files = new ArrayList<SourceFile>();
        for (String name : names) {
            files.add(new SourceFile(name, Files.readAllBytes(tree.resolve(name))));
        }
        try (var front = new Front()) {
            long all = 0;
            long opaque = 0;
            for (TranslationUnit unit : front.lowerRust(files, List.of())) {
                for (Function function : unit.functions()) {
                    assertThat(IrVerifier.verify(function)).isEmpty();
                    for (BasicBlock block : function.blocks()) {
                        all += block.instructions().size() + 1;
                        opaque += block.instructions().stream().filter(Instruction.Opaque.class::isInstance).count();
                    }
                }
            }
            return 100.0 * opaque / all;
        }
    }

    /// What to try on the tree of a kernel.
    private interface Check {
        void on(String version, Path tree) throws IOException;
    }

    private static Stream<DynamicTest> each(Check check) {
        return VERSIONS.stream().map(version -> DynamicTest.dynamicTest(version, () -> check.on(version, tree(version))));
    }

    static Path tree(String version) throws IOException, InterruptedException {
        var builder = new ProcessBuilder("../tools/kernels", version).redirectErrorStream(true);
        Optional.ofNullable(System.getProperty("URINGLINT_KERNELS"))
                .ifPresent(folder -> builder.environment().put("URINGLINT_KERNELS", folder));
        Process process = builder.start();
        String said = new String(
                        process.getInputStream().readAllBytes(), System.getProperty("stdout.encoding", "UTF-8"))
                .strip();
        assertThat(process.waitFor()).as(said).isZero();
        return Path.of(said.substring(said.lastIndexOf('\n') + 1));
    }

    private static List<String> named(String version) {
        return NAMED.lines()
                .map(line -> line.split(" {2,}"))
                .filter(cells -> List.of(cells[3].split(" ")).contains(version))
                .map(cells -> "%s: %s %s".formatted(cells[0], cells[2], cells[1]))
                .toList();
    }

    private static void assertIsGolden(String name, List<String> lines) throws IOException {
        Path file = GOLDEN.resolve(name);
        if ("update".equals(System.getProperty("golden"))) {
            Files.createDirectories(GOLDEN);
            Files.write(file, lines);
        }
        assertThat(lines).as("%s; %s", file, REFRESH).isEqualTo(Files.readAllLines(file));
    }

    /// What a line says of an object of a report.
    private interface Line {
        String of(JsonObject object);
    }

    private static List<String> lines(JsonObject report, String member, Line line) {
        var lines = new ArrayList<String>();
        objects(report, member).forEach(object -> lines.add(line.of(object)));
        lines.sort(null);
        return lines;
    }

    private static List<JsonObject> objects(JsonObject report, String member) {
        JsonArray array = report.getAsJsonArray(member);
        return array.asList().stream().map(JsonElement::getAsJsonObject).toList();
    }

    private static String text(JsonObject object, String member) {
        return object.get(member).getAsString();
    }
}
