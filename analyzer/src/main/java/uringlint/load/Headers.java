// SPDX-License-Identifier: Apache-2.0

package uringlint.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uringlint.source.SourceFile;

/// Where the headers of a program lie: beside its files, in the folders that the compiler is told, and in the `include` folders
/// above its files, of which the tree of the kernel has one too.
final class Headers {
    private static final int LEVELS = 8;
    /// Every tree of the kernel has this header: the folder that it is found below is the top of the tree.
    private static final String LANDMARK = "include/linux/types.h";
    /// The folders below that of an architecture, and what stands in for it.
    private static final List<String> ARCHITECTURE =
            List.of("arch/x86/include/", "arch/x86/include/uapi/", "include/asm-generic/", "include/uapi/asm-generic/");
    private static final String ASM = "asm/";

    private final FileProvider provider;
    private final Map<String, Optional<SourceFile>> files = new HashMap<>();
    private final Map<String, List<Folder>> folders = new HashMap<>();
    private final Map<String, Boolean> isFolder = new HashMap<>();

    /// A folder in which headers lie; `isTree` says that it is one of the kernel's.
    private record Folder(String path, boolean isTree) {}

    Headers(FileProvider provider) {
        this.provider = provider;
    }

    /// The header of the project that an include means; empty where it is one of the kernel's, or is not found.
    Optional<SourceFile> ofProject(SourceFile from, HeaderItems.Include include) {
        if (include.isQuoted()) {
            Optional<SourceFile> beside = read(resolve(from.path(), include.name()));
            if (beside.isPresent()) {
                return beside;
            }
        }
        for (Folder at : folders(from)) {
            Optional<SourceFile> found = at.isTree() ? Optional.empty() : read(resolve(at.path(), include.name()));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /// The kernel's headers that an include may mean: those for user space, or the others.
    List<SourceFile> ofTree(SourceFile from, HeaderItems.Include include, boolean isForUser) {
        return folders(from).stream().filter(Folder::isTree)
                .flatMap(at -> paths(at, include).stream())
                .filter(path -> path.contains("/uapi/") == isForUser)
                .distinct()
                .flatMap(path -> read(path).stream())
                .toList();
    }

    private static List<String> paths(Folder at, HeaderItems.Include include) {
        var paths = new ArrayList<String>();
        paths.add(resolve(at.path(), include.name()));
        if (include.name().startsWith(ASM) && at.path().endsWith("include/") && !at.path().contains("/uapi/")) {
            for (String architecture : ARCHITECTURE) {
                paths.add(top(at.path())
                        + architecture
                        + (architecture.contains("generic") ? include.name().substring(ASM.length()) : include.name()));
            }
        }
        return paths;
    }

    private static String top(String include) {
        return include.substring(0, include.length() - "include/".length());
    }

    private Optional<SourceFile> read(String path) {
        return files.computeIfAbsent(path, provider::read);
    }

    private List<Folder> folders(SourceFile from) {
        String folder = from.path().substring(0, from.path().lastIndexOf('/') + 1);
        return folders.computeIfAbsent(folder, this::folders);
    }

    /// The folders with headers for the files of a folder, in the order in which they are searched.
    private List<Folder> folders(String folder) {
        var paths = new LinkedHashSet<Folder>();
        provider.headerFolders(folder).forEach(path -> paths.add(new Folder(path, isOfTree(path))));
        for (String above : above(folder)) {
            boolean isTree = read(above + LANDMARK).isPresent();
            for (String include : List.of("include/uapi/", "include/")) {
                if (isFolder.computeIfAbsent(above + include, provider::hasFolder)) {
                    paths.add(new Folder(above + include, isTree));
                }
            }
            if (isTree) {
                break;
            }
        }
        return new ArrayList<>(paths);
    }

    /// Whether a folder that a compiler is told has the headers of a kernel.
    private boolean isOfTree(String path) {
        return path.contains("arch/") && path.contains("/include/") || read(path + "linux/types.h").isPresent();
    }

    /// A folder and all above it, as far as paths that start where the program was started can name them.
    private static List<String> above(String folder) {
        var above = new ArrayList<String>();
        String at = folder;
        while (!at.isEmpty() && !at.equals("/") && !at.endsWith("../")) {
            above.add(at);
            at = at.substring(0, at.lastIndexOf('/', at.length() - 2) + 1);
        }
        above.add(at);
        if (!at.startsWith("/")) {
            for (int level = 1; level <= LEVELS; level++) {
                above.add(at + "../".repeat(level));
            }
        }
        return above;
    }

    /// The path of an include, relative to the file that names it.
    static String resolve(String from, String include) {
        int slash = from.lastIndexOf('/');
        var parts = new ArrayList<String>();
        for (String part : ((slash < 0 ? "" : from.substring(0, slash + 1)) + include).split("/", -1)) {
            if (part.equals("..") && !parts.isEmpty() && !parts.getLast().equals("..") && !parts.getLast().isEmpty()) {
                parts.removeLast();
            } else if (!part.equals(".")) {
                parts.add(part);
            }
        }
        return String.join("/", parts);
    }
}
