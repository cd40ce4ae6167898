// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.kbuild;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uringlint.cli.names.FileNames;

/// Reads a compilation database: a JSON array with an object for each file that a build compiles. Of each, `file` and `directory` matter,
/// and the compiler's arguments for the folders with headers, and where `file` is missing; both forms of these,
/// `command` and `arguments`, are checked.
public final class CompileCommands {
    private static final Pattern PLACE = Pattern.compile("at line (\\d+) column");

    private final JsonReader reader;
    private final Path folder;
    private final Set<Path> includes = new LinkedHashSet<>();
    private final List<Damaged> wrong = new ArrayList<>();

    /// What a build compiles: its C and Rust files, sorted, and the folders in which it looks for headers, in their order. All
    /// paths are absolute. `wrong` are the entries and the parts that make no sense.
    public record Compiled(List<Path> files, List<Path> includes, List<Damaged> wrong) {
        public Compiled {
            files = List.copyOf(files);
            includes = List.copyOf(includes);
            wrong = List.copyOf(wrong);
        }
    }

    private CompileCommands(JsonReader reader, Path folder) {
        this.reader = reader;
        this.folder = folder;
    }

    /// What is wrong with a database, and in which line.
    public static final class Damaged extends Exception {
        private static final long serialVersionUID = 1;
        private final int line;

        Damaged(int line, String message) {
            super(message);
            this.line = line;
        }

        /// The line, from 1.
        public int line() {
            return line;
        }
    }

    /// What a database says; it is damaged where none of it makes sense. `folder` is the one that holds it; what it has
    /// as a relative `directory` is relative to that.
    public static Compiled read(String text, Path folder) throws Damaged {
        try (var reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            return new CompileCommands(reader, folder).read();
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory is always read", e);
        }
    }

    private Compiled read() throws IOException, Damaged {
        var files = new TreeSet<Path>();
        try {
            if (reader.peek() != JsonToken.BEGIN_ARRAY) {
                throw here("a compilation database is an array of objects");
            }
            reader.beginArray();
            while (reader.hasNext()) {
                files.addAll(readEntry());
            }
            reader.endArray();
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                wrong.add(here("there is more behind the array"));
            }
        } catch (EOFException _) {
            wrong.add(here("the file ends too early"));
        } catch (MalformedJsonException _) {
            wrong.add(here("this is no JSON"));
        }
        if (files.isEmpty() && !wrong.isEmpty()) {
            throw wrong.getFirst();
        }
        return new Compiled(List.copyOf(files), List.copyOf(includes), wrong);
    }

    /// The source files of an entry; none for one that makes no sense.
    private List<Path> readEntry() throws IOException {
        if (reader.peek() != JsonToken.BEGIN_OBJECT) {
            wrong.add(here("an entry is an object"));
            reader.skipValue();
            return List.of();
        }
        int before = wrong.size();
        reader.beginObject();
        String directory = "";
        Optional<String> file = Optional.empty();
        var arguments = new ArrayList<String>();
        while (reader.hasNext()) {
            switch (reader.nextName()) {
                case "directory" -> directory = string("`directory` is a string");
                case "file" -> file = Optional.of(string("`file` is a string"));
                case "command" -> arguments.addAll(CompilerLine.words(string("`command` is a string")));
                case "arguments" -> arguments.addAll(strings());
                default -> reader.skipValue();
            }
        }
        if (wrong.size() == before && file.isEmpty() && arguments.isEmpty()) {
            wrong.add(here("this entry has no `file`"));
        }
        reader.endObject();
        return wrong.size() > before ? List.of() : sources(directory, file, arguments);
    }

    private List<Path> sources(String directory, Optional<String> file, List<String> arguments) {
        CompilerLine line = CompilerLine.of(arguments.subList(Math.min(1, arguments.size()), arguments.size()), _ -> Optional.empty());
        for (String include : line.includes()) {
            path(directory, include).ifPresent(includes::add);
        }
        var files = new ArrayList<Path>();
        for (String source : file.map(List::of).orElse(line.sources())) {
            if (source.endsWith(".c") || source.endsWith(".rs")) {
                path(directory, source).ifPresent(files::add);
            }
        }
        return files;
    }

    private List<String> strings() throws IOException {
        String otherwise = "`arguments` is an array of strings";
        if (reader.peek() != JsonToken.BEGIN_ARRAY) {
            wrong.add(here(otherwise));
            reader.skipValue();
            return List.of();
        }
        var strings = new ArrayList<String>();
        reader.beginArray();
        while (reader.hasNext()) {
            strings.add(string(otherwise));
        }
        reader.endArray();
        return strings;
    }

    /// The string that comes next; where something else does, that is passed over, and `otherwise` is what is wrong with it.
    private String string(String otherwise) throws IOException {
        if (reader.peek() == JsonToken.STRING) {
            return reader.nextString();
        }
        wrong.add(here(otherwise));
        reader.skipValue();
        return "";
    }

    private Optional<Path> path(String directory, String source) {
        try {
            return Optional.of(FileNames.resolve(FileNames.resolve(folder, directory), source).normalize());
        } catch (InvalidPathException _) {
            wrong.add(here("`" + source + "` is no name of a file"));
            return Optional.empty();
        }
    }

    /// The reader tells its place only as a text, and in a line it may be behind what it has looked at.
    private Damaged here(String message) {
        Matcher place = PLACE.matcher(reader.toString());
        return place.find() ? new Damaged(Integer.parseInt(place.group(1)), message) : new Damaged(1, message);
    }
}
