// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.run;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import uringlint.cli.find.Driver;
import uringlint.diagnostic.Coverage;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Edit;
import uringlint.diagnostic.Fix;
import uringlint.diagnostic.Severity;
import uringlint.diagnostic.TraceStep;
import uringlint.source.Location;
import uringlint.source.Problem;
import uringlint.source.SourceFile;
import uringlint.source.Span;

/// The result of an analysis as bytes and back. Files are named by their paths, and are not part of it.
final class ResultCodec {
    private ResultCodec() {}

    /// Something of a result cannot be written down.
    static final class Unsuited extends IOException {
        private static final long serialVersionUID = 1;

        Unsuited(String message) {
            super(message);
        }
    }

    /// Writes what was found, and what went wrong. `path` gives the name by which a file is read again, if it is.
    static void write(Analyzed analyzed, Function<SourceFile, Optional<String>> path, DataOutputStream out) throws IOException {
        new Writer(path, out).write(analyzed);
    }

    /// The result for a driver. `file` reads a file that a result names; an error if there is none.
    static Analyzed read(Driver driver, Function<String, Optional<SourceFile>> file, DataInputStream in) throws IOException {
        return new Reader(file, in).read(driver);
    }

    @FunctionalInterface
    private interface Part<T> {
        void write(T part) throws IOException;
    }

    private static final class Writer {
        private final Function<SourceFile, Optional<String>> path;
        private final DataOutputStream out;
        private final Map<SourceFile, Integer> numbers = new LinkedHashMap<>();

        Writer(Function<SourceFile, Optional<String>> path, DataOutputStream out) {
            this.path = path;
            this.out = out;
        }

        void write(Analyzed analyzed) throws IOException {
            all(analyzed.units(), unit -> {
                file(unit.file());
                all(unit.functions(), out::writeInt);
            });
            out.writeInt(analyzed.coverage().entryPoints());
            out.writeInt(analyzed.coverage().partly());
            all(analyzed.reports(), this::report);
            all(analyzed.problems(), problem -> {
                out.writeUTF(problem.kind().name());
                place(problem.location());
                out.writeUTF(problem.message());
            });
        }

        private void report(Diagnostic report) throws IOException {
            out.writeUTF(report.rule());
            out.writeUTF(report.severity().name());
            place(report.location());
            for (String text : List.of(report.function(), report.message(), report.reason(), report.help(), report.kernels())) {
                out.writeUTF(text);
            }
            all(report.trace(), step -> {
                place(step.location());
                out.writeUTF(step.message());
            });
            all(report.fixes(), fix -> {
                out.writeUTF(fix.title());
                all(fix.edits(), edit -> {
                    place(edit.location());
                    out.writeUTF(edit.replacement());
                });
            });
            place(report.cause());
        }

        private void place(Location location) throws IOException {
            file(location.file());
            out.writeInt(location.span().start());
            out.writeInt(location.span().end());
        }

        /// A file has a number, and its path where it is named for the first time.
        private void file(SourceFile file) throws IOException {
            boolean isNew = !numbers.containsKey(file);
            int number = numbers.computeIfAbsent(file, _ -> numbers.size());
            out.writeInt(number);
            if (isNew) {
                out.writeUTF(path.apply(file).orElseThrow(() -> new Unsuited("nobody read " + file.path())));
            }
        }

        private <T> void all(List<T> parts, Part<T> writer) throws IOException {
            out.writeInt(parts.size());
            for (T part : parts) {
                writer.write(part);
            }
        }
    }

    @FunctionalInterface
    private interface Source<T> {
        T read() throws IOException;
    }

    private static final class Reader {
        private final Function<String, Optional<SourceFile>> known;
        private final DataInputStream in;
        private final List<SourceFile> files = new ArrayList<>();

        Reader(Function<String, Optional<SourceFile>> known, DataInputStream in) {
            this.known = known;
            this.in = in;
        }

        Analyzed read(Driver driver) throws IOException {
            List<Analyzed.Unit> units = all(() -> new Analyzed.Unit(file(), all(in::readInt)));
            var coverage = new Coverage(in.readInt(), in.readInt());
            List<Diagnostic> reports = all(this::report);
            List<Problem> problems = all(() -> new Problem(Problem.Kind.valueOf(in.readUTF()), place(), in.readUTF()));
            return new Analyzed(driver, List.of(), units, coverage, reports, problems, false);
        }

        private Diagnostic report() throws IOException {
            String rule = in.readUTF();
            var severity = Severity.valueOf(in.readUTF());
            Location location = place();
            String function = in.readUTF();
            String message = in.readUTF();
            String reason = in.readUTF();
            String help = in.readUTF();
            String kernels = in.readUTF();
            List<TraceStep> trace = all(() -> new TraceStep(place(), in.readUTF()));
            List<Fix> fixes = all(() -> new Fix(in.readUTF(), all(() -> new Edit(place(), in.readUTF()))));
            return new Diagnostic(rule, severity, location, function, message, trace, reason, help, kernels, fixes, place());
        }

        private Location place() throws IOException {
            return new Location(file(), new Span(in.readInt(), in.readInt()));
        }

        private SourceFile file() throws IOException {
            int number = in.readInt();
            if (number == files.size()) {
                String path = in.readUTF();
                files.add(known.apply(path).orElseThrow(() -> new Unsuited("there is no " + path)));
            }
            return files.get(number);
        }

        private <T> List<T> all(Source<T> source) throws IOException {
            int count = in.readInt();
            var all = new ArrayList<T>();
            for (int index = 0; index < count; index++) {
                all.add(source.read());
            }
            return all;
        }
    }
}
