package uringlint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import uringlint.callgraph.ProgramIndex;
import uringlint.ir.Function;
import uringlint.ir.Program;
import uringlint.ir.TranslationUnit;
import uringlint.ir.Type;
import uringlint.layout.Missing;
import uringlint.layout.ObjectMemory;
import uringlint.layout.Overlay;
import uringlint.layout.Overlays;
import uringlint.lower.Lowered;
import uringlint.lower.Macros;
import uringlint.source.SourceFile;

/// Looks through the headers that a program includes for the types as which it sees the memory of objects. A header is read only
/// while something is missing, and parsed only if its bytes show that it declares that.
final class HeaderSearch {
    private static final int ROUNDS = 4;
    private static final int HEADERS = 200;
    private static final int PARSED = 8;
    private static final int LEVELS = 8;
    /// Every tree of the kernel has this header: the folder that it is found below is the top of the tree.
    private static final String LANDMARK = "include/linux/types.h";
    private static final Set<String> FOLDERS = Set.of("linux", "uapi", "asm", "scsi", "net", "crypto", "trace", "rdma", "sound", "drm", "media");

    private final Program program;
    private final FileProvider provider;
    private final Front front;
    private final List<TranslationUnit> found = new ArrayList<>();
    private final Map<String, Optional<SourceFile>> headers = new HashMap<>();

    HeaderSearch(Program program, FileProvider provider, Front front) {
        this.program = program;
        this.provider = provider;
        this.front = front;
    }

    /// The headers that declare what is missing, lowered.
    List<TranslationUnit> declarations(ObjectMemory memory) {
        if (memory.members().isEmpty()) {
            return List.of();
        }
        var index = new ProgramIndex(program);
        Set<Type> seen = new LinkedHashSet<>();
        for (Function function : index.functions()) {
            for (Overlay overlay : Overlays.of(function, index, memory)) {
                seen.add(overlay.type());
            }
        }
        Set<String> asked = new LinkedHashSet<>();
        List<String> paths = List.of();
        for (int round = 0; round < ROUNDS && found.size() < PARSED; round++) {
            Set<String> wanted = Missing.of(seen, index);
            wanted.removeAll(asked);
            asked.addAll(wanted);
            if (wanted.isEmpty()) {
                break;
            }
            paths = round == 0 ? paths() : paths;
            search(wanted, paths);
            var everything = new ArrayList<>(program.units());
            everything.addAll(found);
            index = new ProgramIndex(new Program(everything));
        }
        return List.copyOf(found);
    }

    private void search(Set<String> wanted, List<String> paths) {
        for (String path : paths) {
            if (wanted.isEmpty() || found.size() == PARSED) {
                return;
            }
            read(path).ifPresent(header -> {
                List<String> here = wanted.stream().filter(name -> declares(header, name)).toList();
                if (!here.isEmpty()) {
                    here.forEach(wanted::remove);
                    headers.put(path, Optional.empty());
                    front.declarations(header, Macros.of(List.of())).map(Lowered::unit).ifPresent(found::add);
                }
            });
        }
    }

    private Optional<SourceFile> read(String path) {
        return headers.computeIfAbsent(path, provider::read);
    }

    /// Whether the bytes of a header look as if they declared a type (`struct tag`, `name_t`) or a constant.
    static boolean declares(SourceFile header, String name) {
        return name.indexOf(' ') > 0
                ? Definitions.mentions(header, name + " {") || Definitions.mentions(header, name + "\n{")
                : Definitions.mentions(header, "#define " + name) || Definitions.mentions(header, "\t" + name) || Definitions.mentions(header, " " + name + ";");
    }

    /// Where the headers may lie that the files of the program include, and those that headers next to them include: the headers
    /// for user space first, as they declare what user space sends.
    private List<String> paths() {
        Optional<String> top = top();
        Set<String> names = new LinkedHashSet<>();
        Set<String> near = new LinkedHashSet<>();
        for (TranslationUnit unit : program.units()) {
            add(unit.file(), unit.includes(), names, near);
        }
        for (String path : List.copyOf(near)) {
            read(path).ifPresent(header -> add(header, includes(header), names, near));
        }
        Set<String> paths = new LinkedHashSet<>(near);
        if (top.isPresent()) {
            names.forEach(name -> paths.add(top.get() + "include/uapi/" + name));
            names.forEach(name -> paths.add(top.get() + "include/" + name));
        }
        paths.removeAll(program.units().stream().map(unit -> unit.file().path()).collect(Collectors.toSet()));
        return paths.stream().limit(HEADERS).toList();
    }

    private static void add(SourceFile from, List<String> includes, Set<String> names, Set<String> near) {
        for (String include : includes) {
            int slash = include.indexOf('/');
            if (slash > 0 && FOLDERS.contains(include.substring(0, slash))) {
                names.add(include);
            } else {
                near.add(Analyzer.resolve(from.path(), include));
            }
        }
    }

    /// The names behind `#include` of a header that was not lowered.
    private static List<String> includes(SourceFile header) {
        var names = new ArrayList<>(Analyzer.includes(header));
        for (int line = 1; line <= header.lines().count(); line++) {
            String text = header.text(header.lines().span(line));
            int open = text.indexOf('<');
            if (text.startsWith("#include") && text.indexOf('>') > open && open > 0) {
                names.add(text.substring(open + 1, text.indexOf('>')));
            }
        }
        return names;
    }

    /// The folder that holds the tree of the program, with a slash behind it; it is empty if the paths start there.
    private Optional<String> top() {
        String path = program.units().isEmpty() ? "" : program.units().getFirst().file().path();
        for (int slash = path.lastIndexOf('/'); ; slash = path.lastIndexOf('/', slash - 1)) {
            String folder = path.substring(0, slash + 1);
            if (provider.read(folder + LANDMARK).isPresent()) {
                return Optional.of(folder);
            }
            if (slash <= 0) {
                return path.startsWith("/") ? Optional.empty() : above();
            }
        }
    }

    /// The top of the tree, where that is above the folder that paths are relative to.
    private Optional<String> above() {
        for (int levels = 1; levels <= LEVELS; levels++) {
            String folder = "../".repeat(levels);
            if (provider.read(folder + LANDMARK).isPresent()) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }
}
