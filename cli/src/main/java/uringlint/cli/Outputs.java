// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import uringlint.cli.fix.FileWriter;
import uringlint.cli.fix.WriteScope;
import uringlint.cli.names.FileNames;
import uringlint.cli.names.NearMiss;
import uringlint.cli.page.HtmlFormat;
import uringlint.cli.report.CheckstyleFormat;
import uringlint.cli.report.Format;
import uringlint.cli.report.GccFormat;
import uringlint.cli.report.GithubFormat;
import uringlint.cli.report.GitlabFormat;
import uringlint.cli.report.JsonReport;
import uringlint.cli.report.JunitFormat;
import uringlint.cli.report.Report;
import uringlint.cli.report.ReportFrame;
import uringlint.cli.report.SarifFormat;
import uringlint.cli.report.TextFormat;

/// The forms in which a report is asked for, and where each goes: to standard output, at most one of them, or to a file.
final class Outputs {
    private final List<Output> outputs;
    private final Map<String, String> pictures;

    private Outputs(List<Output> outputs, Map<String, String> pictures) {
        this.outputs = List.copyOf(outputs);
        this.pictures = Map.copyOf(pictures);
    }

    private record Output(String name, Format format, Optional<Path> file) {}

    /// What is wrong with what the user wants, in words for the user.
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    /// The names of all formats, as the help lists them.
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return names().iterator();
        }
    }

    /// The names of all formats.
    static List<String> names() {
        return List.copyOf(formats(WriteScope.all()).keySet());
    }

    /// The formats by their names, of which this is the only list. The fixes that the format `diff` shows are those in `scope`.
    private static Map<String, Format> formats(WriteScope scope) {
        var formats = new LinkedHashMap<String, Format>();
        formats.put("text", new TextFormat());
        formats.put("json", new JsonReport());
        formats.put("sarif", new SarifFormat());
        formats.put("github", new GithubFormat());
        formats.put("gitlab", new GitlabFormat());
        formats.put("checkstyle", new CheckstyleFormat());
        formats.put("junit", new JunitFormat());
        formats.put("html", new HtmlFormat());
        formats.put("gcc", new GccFormat());
        formats.put("diff", new DiffFormat(scope));
        return formats;
    }

    /// Reads `FORMAT` and `FORMAT=FILE`, with files relative to `folder`. That a file can be written is looked at now, before
    /// minutes go into a report.
    static Outputs parse(List<String> texts, Path folder, WriteScope scope) throws Refused {
        Map<String, Format> formats = formats(scope);
        var outputs = new ArrayList<Output>();
        Set<Path> files = new HashSet<>();
        String printed = "";
        for (String text : texts) {
            int equals = text.indexOf('=');
            String name = equals < 0 ? text : text.substring(0, equals);
            Format format = formats.get(name);
            if (format == null) {
                String hint = NearMiss.hint(name, formats.keySet());
                throw new Refused("no format is called `" + name + "`"
                        + (hint.isEmpty() ? ": there are " + String.join(", ", formats.keySet()) : hint));
            }
            String file = equals < 0 ? "-" : text.substring(equals + 1);
            if (file.equals("-")) {
                if (!printed.isEmpty()) {
                    throw new Refused("both " + printed + " and " + name
                            + " would go to standard output: name a file for one of them, as in `" + name + "=FILE`");
                }
                printed = name;
                outputs.add(new Output(name, format, Optional.empty()));
            } else {
                Path path = writable(file, folder);
                if (!files.add(path)) {
                    throw new Refused("two reports would go to `" + file + "`");
                }
                outputs.add(new Output(name, format, Optional.of(path)));
            }
        }
        return new Outputs(outputs, Map.of());
    }

    private static Path writable(String file, Path folder) throws Refused {
        try {
            Path path = FileNames.resolve(folder, file).normalize();
            Path parent = path.getParent();
            if (file.isEmpty()) {
                throw new Refused("a name of a file is missing behind `=`");
            }
            if (Files.isDirectory(path)) {
                throw new Refused("`" + file + "` is a folder and no file");
            }
            if (parent == null || !Files.isDirectory(parent)) {
                throw new Refused("`" + file + "` cannot be written: its folder does not exist");
            }
            boolean isReplaced = !Files.exists(path) || Files.isRegularFile(path);
            if (isReplaced && !Files.isWritable(parent)) {
                throw new Refused("`" + file + "` cannot be written: its folder is read-only");
            }
            return path;
        } catch (InvalidPathException _) {
            throw new Refused("`" + file + "` is no name of a file");
        }
    }

    /// The name of the format that goes to standard output; empty if none does.
    String printed() {
        return printedOutput().map(Output::name).orElse("");
    }

    /// Whether people read standard output, or nobody does.
    boolean isForPeople() {
        return printedOutput().map(output -> output.format().isForPeople()).orElse(true);
    }

    /// Whether the notes of a report are on standard output.
    boolean printsNotes() {
        return printedOutput().map(output -> output.format().holdsNotes()).orElse(false);
    }

    /// Whether some report shows pictures of drivers.
    boolean showsPictures() {
        return outputs.stream().anyMatch(output -> output.format().showsPictures());
    }

    private Optional<Output> printedOutput() {
        return outputs.stream().filter(output -> output.file().isEmpty()).findFirst();
    }

    /// The same reports with pictures of drivers, by the names of these.
    Outputs with(Map<String, String> other) {
        return new Outputs(outputs, other);
    }

    Map<String, String> pictures() {
        return pictures;
    }

    /// Writes all reports, those in files as wide as `width` if that matters. What could not be written is said on the terminal; whether
    /// there was nothing of that kind.
    boolean write(Report report, ReportFrame frame, int width, Terminal terminal) {
        boolean isWritten = true;
        for (Output output : outputs) {
            if (output.file().isPresent()) {
                isWritten &= writeFile(output, output.file().get(), report, frame.forFile(width), terminal);
            } else {
                byte[] bytes = output.format().render(report, frame).getBytes(output.format().charset());
                terminal.out().write(bytes, 0, bytes.length);
                isWritten &= terminal.isOutputKept();
            }
        }
        return isWritten;
    }

    private static boolean writeFile(Output output, Path file, Report report, ReportFrame frame, Terminal terminal) {
        try {
            FileWriter.replace(file, output.format().render(report, frame).getBytes(output.format().charset()));
            return true;
        } catch (IOException e) {
            String why = e instanceof AccessDeniedException ? "permission denied" : e.getClass().getSimpleName();
            terminal.tell("uringlint: the report `" + output.name() + "` cannot be written to `" + file + "`: " + why);
            return false;
        }
    }
}
