// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.find;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import uringlint.source.SourceFile;

/// The files of a source tree at one moment, wherever they are kept: a folder, a commit, or either with changes on top that no
/// disk has seen. Paths are relative to the top of the tree, with `/`. Safe for several threads.
public interface Snapshot {
    /// A regular file; empty for a path that is none, for a folder and for a symbolic link. The same content gives the same object as
    /// long as nothing else is known of the file.
    Optional<SourceFile> read(String path);

    /// Whether there is something at a path that is no regular file: a folder, a symbolic link, a module.
    boolean isOther(String path);

    /// The names of the regular files in a folder, sorted. The top folder is the empty path.
    List<String> files(String folder);

    /// The paths of the C and Rust files that hold a word of ASCII letters, sorted.
    List<String> search(String word);

    /// The stamp of the file that is read at a path; empty where there is none.
    Optional<Stamp> stamp(String path);

    /// The stamp of all that is in a folder; empty where there is none.
    default Optional<Stamp> folderStamp(String folder) {
        return Optional.empty();
    }

    /// Whether only parts of a file are known, and the rest of it is empty lines.
    default boolean isPartial(String path) {
        return false;
    }

    /// What is there and could not be read, as far as it was asked for: why, by the paths, in their order.
    SortedMap<String, String> unreadable();

    /// A path without `.` and `..`; empty where it leads out of the tree or is absolute.
    static Optional<String> normal(String path) {
        if (path.startsWith("/")) {
            return Optional.empty();
        }
        var parts = new ArrayDeque<String>();
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) {
                if (parts.isEmpty()) {
                    return Optional.empty();
                }
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return Optional.of(String.join("/", parts));
    }

    /// The folder of a path; empty for the top.
    static String folder(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    /// A path from a folder and a name in it.
    static String join(String folder, String name) {
        return folder.isEmpty() ? name : folder + "/" + name;
    }

    /// Whether bytes hold a word of ASCII letters.
    static boolean holds(byte[] bytes, String word) {
        return ByteSearch.portable(word).isIn(bytes, bytes.length);
    }

    /// Whether a path is that of a file in which drivers are looked for.
    static boolean isCode(String path) {
        return path.endsWith(".c") || path.endsWith(".rs");
    }
}
