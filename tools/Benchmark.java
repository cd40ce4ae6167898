// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Measures what `docs/benchmarks.md` says of the speed of the program, and prints its tables.
///
/// Each line of a table is a command; commands take turns, so that what else the machine does meets all of them. Wall time, time of all
/// cores (user and system) and peak memory are medians. Where a tool to compare with is not installed, its line says so.
///
/// ```sh
/// java tools/Benchmark.java ./uringlint FOLDER_OF_A_KERNEL [ROUNDS] > tables.md
/// ```
void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length < 2) {
        IO.println("java tools/Benchmark.java PROGRAM FOLDER_OF_A_KERNEL [ROUNDS] [SVG]");
        System.exit(2);
    }
    String program = Path.of(arguments[0]).toAbsolutePath().toString();
    Path kernel = Path.of(arguments[1]).toAbsolutePath();
    int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 7;
    Path work = Files.createTempDirectory("benchmark");
    drivers(program, kernel, rounds, work);
    others(program, kernel, rounds, work);
    changes(program, kernel, rounds, work);
    Map<String, List<Measured>> growth = growth(program, work);
    if (arguments.length > 3) {
        Files.writeString(Path.of(arguments[3]), curves(growth));
    }
}

/// A command with its name, and the folder for results that it keeps, or nothing.
record Line(String name, List<String> command, String cache) {}

/// What a run took: seconds, seconds of all cores, and mebibytes.
record Measured(double wall, double cpu, double peak) {}

static final List<Integer> SIZES = List.of(100, 300, 1_000, 3_000);

void drivers(String program, Path kernel, int rounds, Path work) throws IOException, InterruptedException {
    String full = work.resolve("full").toString();
    var lines = List.of(
            new Line("`rg -l uring_cmd` over the code of the tree",
                    List.of("rg", "-l", "uring_cmd", "-g", "*.c", "-g", "*.h", "-g", "*.rs", "."), ""),
            new Line("`grep -rl uring_cmd` over the same",
                    List.of("grep", "-rl", "uring_cmd", "--include=*.c", "--include=*.h", "--include=*.rs", "."), ""),
            new Line("the tree, nothing kept", List.of(program, "check", "--no-cache", "."), ""),
            new Line("the tree, second run", List.of(program, "check", "."), full),
            new Line("`ublk_drv.c`, nothing kept", List.of(program, "check", "--no-cache", "drivers/block/ublk_drv.c"), ""),
            new Line("`ublk_drv.c`, second run", List.of(program, "check", "drivers/block/ublk_drv.c"), full),
            new Line("`nvme/host/ioctl.c`, nothing kept", List.of(program, "check", "--no-cache", "drivers/nvme/host/ioctl.c"), ""),
            new Line("`nvme/host/ioctl.c`, second run", List.of(program, "check", "drivers/nvme/host/ioctl.c"), full),
            new Line("`uringlint --version`", List.of(program, "--version"), ""),
            new Line("`uringlint rules`", List.of(program, "rules"), ""));
    table(lines, kernel, rounds, work);
}

/// What other tools take that follow the paths of a function, or look for its text. They ask less: whether a command is given back
/// twice, with a number for its flags, or with another answer than that it is queued.
void others(String program, Path kernel, int rounds, Path work) throws IOException, InterruptedException {
    Path rule = work.resolve("done.cocci");
    Files.writeString(rule, """
            @twice@
            expression cmd, a, b, f, g;
            @@
             io_uring_cmd_done(cmd, a, f);
             ... when != cmd = ...
                 when exists
            *io_uring_cmd_done(cmd, b, g);

            @flags@
            expression cmd, a;
            constant f;
            @@
            *io_uring_cmd_done(cmd, a, f)

            @answer@
            expression cmd, a, f;
            constant r != EIOCBQUEUED;
            @@
             io_uring_cmd_done(cmd, a, f);
             ... when != cmd = ...
                 when exists
            *return -r;
            """);
    Path grown = work.resolve("grown-alone.c");
    Files.writeString(grown, """
            struct file { void *private_data; };
            struct io_uring_cmd { struct file *file; };
            struct file_operations { int (*uring_cmd)(struct io_uring_cmd *, unsigned int); };
            void io_uring_cmd_done(struct io_uring_cmd *, int, unsigned int);
            #define EIO 5
            #define EIOCBQUEUED 529
            """ + shape("ifs", 1_000));
    table(
            List.of(
                    new Line("`ublk_drv.c`, `spatch` with three rules",
                            List.of("spatch", "--very-quiet", "--sp-file", rule.toString(), "drivers/block/ublk_drv.c"), ""),
                    new Line("`ublk_drv.c`, `ast-grep` for one call",
                            List.of("ast-grep", "run", "-l", "c", "-p", "io_uring_cmd_done($$$)", "drivers/block/ublk_drv.c"), ""),
                    new Line("1,000 branches, `gcc -fanalyzer`",
                            List.of("gcc", "-w", "-fanalyzer", "-c", "-o", work.resolve("grown.o").toString(), grown.toString()), ""),
                    new Line("1,000 branches, uringlint", List.of(program, "check", "--no-cache", grown.toString()), "")),
            kernel, rounds, work);
}

/// What it takes to look at patches to a kernel in git, whose results are kept.
void changes(String program, Path kernel, int rounds, Path work) throws IOException, InterruptedException {
    Path repository = work.resolve("repository");
    String cache = work.resolve("kept").toString();
    git(work, "init", "-q", repository.toString());
    for (String part : List.of("drivers", "fs", "block", "io_uring", "include/linux", "include/uapi", "kernel")) {
        var copy = new ProcessBuilder("cp", "-r", "--parents", part, repository.toString()).directory(kernel.toFile());
        if (copy.inheritIO().start().waitFor() != 0) {
            return;
        }
    }
    git(repository, "add", "-f", ".");
    git(repository, "commit", "-qm", "base");
    git(repository, "gc", "-q");
    var thirty = new StringBuilder();
    for (int number = 0; number < 30; number++) {
        thirty.append(patch(repository, work, "drivers/block/ublk_drv.c", "int benchmark%d;".formatted(number)));
    }
    git(repository, "reset", "-q", "--hard", "HEAD~30");
    Path series = Files.writeString(work.resolve("thirty.mbox"), thirty);
    Path driver = Files.writeString(work.resolve("driver.patch"), patch(repository, work, "drivers/block/ublk_drv.c", "int added;"));
    git(repository, "reset", "-q", "--hard", "HEAD~1");
    Path other = Files.writeString(work.resolve("other.patch"), patch(repository, work, "kernel/fork.c", "int added;"));
    git(repository, "reset", "-q", "--hard", "HEAD~1");
    table(
            List.of(
                    new Line("a patch to `ublk_drv.c`, base known", patched(program, driver, repository), cache),
                    new Line("a patch to `kernel/fork.c`, base known", patched(program, other, repository), cache),
                    new Line("30 patches to `ublk_drv.c`, second run", patched(program, series, repository), cache),
                    new Line("30 patches to `ublk_drv.c`, nothing kept",
                            List.of(program, "check", "--no-cache", "--patch", series.toString(), "--base", repository.toString()), "")),
            kernel, rounds, work);
}

List<String> patched(String program, Path patch, Path repository) {
    return List.of(program, "check", "--patch", patch.toString(), "--base", repository.toString());
}

/// Adds a line to the end of a file in a commit, and returns that as a mail.
String patch(Path repository, Path work, String file, String line) throws IOException, InterruptedException {
    Path changed = repository.resolve(file);
    Files.writeString(changed, Files.readString(changed) + line + "\n");
    git(repository, "commit", "-qam", line);
    Path mail = work.resolve("mail");
    git(repository, "format-patch", "-q", "-1", "--output=" + mail);
    return Files.readString(mail);
}

void git(Path folder, String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("git", "-C", folder.toString(), "-c", "gc.auto=0"));
    command.addAll(List.of("-c", "user.name=benchmark", "-c", "user.email=benchmark@localhost"));
    command.addAll(List.of(arguments));
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
        throw new IOException("this failed: " + String.join(" ", command));
    }
}

/// Lets commands take turns, and prints what each took.
void table(List<Line> lines, Path kernel, int rounds, Path work) throws IOException, InterruptedException {
    Map<Line, List<Measured>> runs = new LinkedHashMap<>();
    for (int round = 0; round <= rounds; round++) {
        for (Line line : lines) {
            Measured run = run(line, kernel, work);
            // The first run fills the page cache, and that of results.
            if (round > 0 && run.wall() >= 0) {
                runs.computeIfAbsent(line, _ -> new ArrayList<>()).add(run);
            }
        }
    }
    IO.println("\n| what | wall s | CPU s | peak MiB |\n| --- | --- | --- | --- |");
    for (Line line : lines) {
        List<Measured> all = runs.getOrDefault(line, List.of());
        IO.println(all.isEmpty()
                ? "| %s | not installed | | |".formatted(line.name())
                : row(line.name(), all));
    }
}

String row(String name, List<Measured> all) {
    double[] walls = all.stream().mapToDouble(Measured::wall).sorted().toArray();
    return String.format(Locale.ROOT, "| %s | %.2f (%.2f–%.2f) | %.2f | %.0f |", name, median(walls), walls[0], walls[walls.length - 1],
            median(all.stream().mapToDouble(Measured::cpu).sorted().toArray()),
            median(all.stream().mapToDouble(Measured::peak).sorted().toArray()));
}

double median(double[] sorted) {
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
}

/// A negative time where there is no such program.
Measured run(Line line, Path folder, Path work) throws IOException, InterruptedException {
    Path times = work.resolve("times");
    var command = new ArrayList<>(List.of("/usr/bin/time", "-o", times.toString(), "-f", "%e %U %S %M"));
    command.addAll(line.command());
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("URINGLINT_NO_BUILD", "1");
    if (!line.cache().isEmpty()) {
        builder.environment().put("XDG_CACHE_HOME", line.cache());
    }
    int status = builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    if (status == 127) {
        return new Measured(-1, -1, -1);
    }
    List<String> said = Files.readAllLines(times);
    double[] numbers = Arrays.stream(said.getLast().split(" ")).mapToDouble(Double::parseDouble).toArray();
    return new Measured(numbers[0], numbers[1] + numbers[2], numbers[3] / 1_024);
}

/// Drivers that grow in one direction.
Map<String, List<Measured>> growth(String program, Path work) throws IOException, InterruptedException {
    Map<String, List<Measured>> all = new LinkedHashMap<>();
    IO.println("\n| what grows, CPU s | " + SIZES.stream().map(String::valueOf).collect(Collectors.joining(" | ")) + " | exponent |");
    IO.println("| --- |" + " --- |".repeat(SIZES.size() + 1));
    Measured start = run(new Line("", List.of(program, "check", "--no-cache", write(work, shape("ifs", 1))), ""), work, work);
    for (String shape : List.of("ifs", "variables", "switch", "chain", "members", "gotos", "statements", "handlers")) {
        var runs = new ArrayList<Measured>();
        for (int size : SIZES) {
            runs.add(run(new Line("", List.of(program, "check", "--no-cache", write(work, shape(shape, size))), ""), work, work));
        }
        all.put(shape, runs);
        // What every run takes says nothing of growth.
        double least = Math.max(0.02, runs.getFirst().cpu() - start.cpu());
        double most = Math.max(0.02, runs.getLast().cpu() - start.cpu());
        double exponent = Math.log(most / least) / Math.log((double) SIZES.getLast() / SIZES.getFirst());
        IO.println(String.format(Locale.ROOT, "| %s | %s | %.2f |", shape,
                runs.stream().map(run -> String.format(Locale.ROOT, "%.2f", run.cpu())).collect(Collectors.joining(" | ")), exponent));
    }
    return all;
}

String write(Path work, String text) throws IOException {
    Path file = work.resolve("grown.c");
    Files.writeString(file, text);
    return file.toString();
}

/// A driver with `size` parts of a kind.
String shape(String kind, int size) {
    String head = "struct own { int a; struct io_uring_cmd *slot; %s };\n".formatted(
            kind.equals("members") ? each(size, "int m#;") : "");
    String body = switch (kind) {
        case "ifs" -> each(size, "\tif (own->a == #)\n\t\town->a++;\n");
        case "variables" -> each(size, "\tint v# = 0;\n") + IntStream.range(0, size)
                .mapToObj(number -> "\tif (own->a & (1 << %d))\n\t\tv%d = -EIO;\n".formatted(number % 31, number))
                .collect(Collectors.joining());
        case "switch" -> "\tswitch (own->a) {\n" + each(size, "\tcase #:\n\t\town->a = # + 1;\n\t\tbreak;\n") + "\t}\n";
        case "chain" -> "\tstep0(own);\n";
        case "members" -> each(size, "\town->m# = own->a;\n");
        case "gotos" -> each(size, "\tif (own->a == #)\n\t\tgoto out#;\n") + "\tgoto done;\n"
                + each(size, "out#:\n\town->a = #;\n\tgoto done;\n") + "done:\n";
        case "statements" -> each(size, "\town->a += #;\n");
        default -> "";
    };
    String result = !kind.equals("variables")
            ? "0"
            : IntStream.range(0, size).mapToObj(number -> "v" + number).collect(Collectors.joining(" + "));
    String calls = !kind.equals("chain") ? ""
            : "static void step%d(struct own *own) { own->a++; }\n".formatted(size) + IntStream.range(0, size)
                    .map(number -> size - 1 - number)
                    .mapToObj(number -> "static void step%d(struct own *own) { if (own->a) step%d(own); }\n".formatted(number, number + 1))
                    .collect(Collectors.joining());
    if (kind.equals("handlers")) {
        return head + each(size, handler("own#", "", "0")) + each(size, table("own#"));
    }
    return head + calls + handler("own", body, result) + table("own");
}

String handler(String name, String body, String result) {
    return """
            static int %s_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
            {
            	struct own *own = cmd->file->private_data;
            %s	io_uring_cmd_done(cmd, %s, issue_flags);
            	return -EIOCBQUEUED;
            }
            """.formatted(name, body, result);
}

String table(String name) {
    return "static const struct file_operations %s_fops = { .uring_cmd = %s_uring_cmd };\n".formatted(name, name);
}

String each(int size, String text) {
    return IntStream.range(0, size).mapToObj(number -> text.replace("#", Integer.toString(number))).collect(Collectors.joining());
}

static final int WIDTH = 640;
static final int HEIGHT = 360;
static final int MARGIN = 48;
static final List<String> COLORS =
        List.of("#1b6ca8", "#c0392b", "#27874b", "#8e44ad", "#b9770e", "#16a085", "#555555", "#d35480");

/// Seconds over sizes, both in logarithms, as a picture.
String curves(Map<String, List<Measured>> growth) {
    var svg = new StringBuilder();
    svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"11\">\n"
            .formatted(WIDTH, HEIGHT));
    svg.append("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>\n".formatted(WIDTH, HEIGHT));
    for (int size : SIZES) {
        svg.append("<text x=\"%.0f\" y=\"%d\" text-anchor=\"middle\">%d</text>\n".formatted(x(size), HEIGHT - MARGIN / 2, size));
    }
    for (double seconds : new double[] {0.5, 1, 2, 5, 10, 20}) {
        svg.append(("<line x1=\"%d\" x2=\"%d\" y1=\"%.0f\" y2=\"%.0f\" stroke=\"#dddddd\"/>"
                + "<text x=\"%d\" y=\"%.0f\" text-anchor=\"end\">%s s</text>\n").formatted(
                MARGIN, WIDTH - 2 * MARGIN, y(seconds), y(seconds), MARGIN - 6, y(seconds) + 4, seconds));
    }
    int number = 0;
    for (var shape : growth.entrySet()) {
        String color = COLORS.get(number++ % COLORS.size());
        var points = new StringBuilder();
        for (int at = 0; at < SIZES.size(); at++) {
            points.append("%.0f,%.0f ".formatted(x(SIZES.get(at)), y(shape.getValue().get(at).cpu())));
        }
        svg.append("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>\n"
                .formatted(points.toString().strip(), color));
        svg.append("<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>\n".formatted(
                WIDTH - 2 * MARGIN + 8, MARGIN + 16 * number, color, shape.getKey()));
    }
    return svg.append("</svg>\n").toString();
}

double x(double size) {
    return scaled(size, SIZES.getFirst(), SIZES.getLast(), MARGIN, WIDTH - 2 * MARGIN);
}

double y(double seconds) {
    return scaled(seconds, 0.3, 40, HEIGHT - MARGIN, MARGIN / 2.0);
}

double scaled(double value, double least, double most, double from, double to) {
    return from + (to - from) * Math.log(value / least) / Math.log(most / least);
}
