// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads the files that a tree brings for the program itself. What a stranger can put there is data of bounded size: a regular
/// file, and none that a link fetches from elsewhere.
public final class TreeFile {
    private TreeFile() {}

    /// Why a file is not read; the message is a sentence about it.
    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    /// The bytes of a file, of which there are at most `most`. Where it lies in the repository around `start`, so does
    /// what it is a link to.
    public static byte[] read(Path start, Path file, int most) throws Refused {
        try {
            Path absolute = file.toAbsolutePath().normalize();
            Path top = top(start.toAbsolutePath().normalize(), absolute);
            if (absolute.startsWith(top) && !absolute.toRealPath().startsWith(top.toRealPath())) {
                throw new Refused("it is a link that leads out of the tree");
            }
            if (!Files.isRegularFile(absolute)) {
                throw new Refused("it is no regular file");
            }
            try (InputStream input = Files.newInputStream(absolute)) {
                byte[] bytes = input.readNBytes(most + 1);
                if (bytes.length > most) {
                    throw new Refused("it is longer than " + (most >> 20) + " MiB");
                }
                return bytes;
            }
        } catch (IOException _) {
            throw new Refused("it cannot be read");
        }
    }

    /// The top of the repository around a folder; without one, the folder of the file where that is around it.
    private static Path top(Path start, Path file) {
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(".git"))) {
                return folder;
            }
        }
        Path folder = file.getParent();
        return folder != null && start.startsWith(folder) ? folder : start;
    }
}
