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
/// and the compiler's arguments for the folders with headers, and where `file` is missing; both forms of these, `command` and `arguments`, are checked.
public final class CompileCommands {
    private static final Pattern PLACE = Pattern.compile("at line (\\d+) column");

    private final JsonReader reader;
    private final Path folder;
    private final Set<Path> includes = new LinkedHashSet<>();

    /// What a build compiles: its C and Rust files, sorted, and the folders in which it looks for headers, in their order. All paths are absolute.
    public record Compiled(List<Path> files, List<Path> includes) {
        public Compiled {
            files = List.copyOf(files);
            includes = List.copyOf(includes);
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

    /// What a database says. `folder` is the one that holds it; what it has as a relative `directory` is relative to that.
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
            begin(JsonToken.BEGIN_ARRAY, "a compilation database is an array of objects");
            reader.beginArray();
            while (reader.hasNext()) {
                files.addAll(readEntry());
            }
            reader.endArray();
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw here("there is more behind the array");
            }
        } catch (EOFException _) {
            throw here("the file ends too early");
        } catch (MalformedJsonException _) {
            throw here("this is no JSON");
        }
        return new Compiled(List.copyOf(files), List.copyOf(includes));
    }

    private List<Path> readEntry() throws IOException, Damaged {
        begin(JsonToken.BEGIN_OBJECT, "an entry is an object");
        reader.beginObject();
        String directory = "";
        Optional<String> file = Optional.empty();
        var arguments = new ArrayList<String>();
        while (reader.hasNext()) {
            switch (reader.nextName()) {
                case "directory" -> directory = string("directory");
                case "file" -> file = Optional.of(string("file"));
                case "command" -> arguments.addAll(CompilerLine.words(string("command")));
                case "arguments" -> {
                    begin(JsonToken.BEGIN_ARRAY, "`arguments` is an array of strings");
                    reader.beginArray();
                    while (reader.hasNext()) {
                        arguments.add(string("arguments"));
                    }
                    reader.endArray();
                }
                default -> reader.skipValue();
            }
        }
        if (file.isEmpty() && arguments.isEmpty()) {
            throw here("this entry has no `file`");
        }
        reader.endObject();
        CompilerLine line = CompilerLine.of(arguments.subList(Math.min(1, arguments.size()), arguments.size()), _ -> Optional.empty());
        for (String include : line.includes()) {
            includes.add(path(directory, include));
        }
        List<String> sources = file.map(List::of).orElse(line.sources());
        var files = new ArrayList<Path>();
        for (String source : sources) {
            if (source.endsWith(".c") || source.endsWith(".rs")) {
                files.add(path(directory, source));
            }
        }
        return files;
    }

    private Path path(String directory, String source) throws Damaged {
        try {
            return FileNames.resolve(FileNames.resolve(folder, directory), source).normalize();
        } catch (InvalidPathException _) {
            throw here("`" + source + "` is no name of a file");
        }
    }

    private String string(String name) throws IOException, Damaged {
        begin(JsonToken.STRING, "`" + name + "` is " + (name.equals("arguments") ? "an array of strings" : "a string"));
        return reader.nextString();
    }

    private void begin(JsonToken token, String otherwise) throws IOException, Damaged {
        if (reader.peek() != token) {
            throw here(otherwise);
        }
    }

    /// The reader tells its place only as a text, and in a line it may be behind what it has looked at.
    private Damaged here(String message) {
        Matcher place = PLACE.matcher(reader.toString());
        return place.find() ? new Damaged(Integer.parseInt(place.group(1)), message) : new Damaged(1, message);
    }
}
