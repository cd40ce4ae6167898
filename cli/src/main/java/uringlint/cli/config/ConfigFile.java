// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.config;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import uringlint.cli.names.FileNames;

/// Finds the file with the configuration. Where there is none, nothing of what reads it is loaded.
public final class ConfigFile {
    /// The name of the file.
    public static final String NAME = ".uringlint.yml";

    private static final int LONGEST = 1 << 20;

    private ConfigFile() {}

    /// The configuration of a folder: the file in it, or else the nearest one above it, but none above the top of a repository.
    public static Config find(Path start, KnownNames names) throws DamagedConfig {
        for (Path folder = start.toAbsolutePath().normalize(); folder != null; folder = folder.getParent()) {
            Path file = folder.resolve(NAME);
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                return open(start, file, shown(start, file), names);
            }
            if (Files.exists(folder.resolve(".git"))) {
                break;
            }
        }
        return Config.none(start);
    }

    /// The configuration in a file that the user names.
    public static Config read(Path start, String name, KnownNames names) throws DamagedConfig {
        try {
            Path file = FileNames.resolve(start, name).toAbsolutePath().normalize();
            if (!Files.exists(file)) {
                throw new DamagedConfig("there is no configuration `" + name + "`");
            }
            return open(start, file, name, names);
        } catch (InvalidPathException _) {
            throw new DamagedConfig("`" + name + "` is no name of a file");
        }
    }

    private static Config open(Path start, Path file, String shown, KnownNames names) throws DamagedConfig {
        try {
            return of(TreeFile.read(start, file, LONGEST), shown, Optional.ofNullable(file.getParent()).orElse(file), names);
        } catch (TreeFile.Refused e) {
            throw new DamagedConfig(shown + ": the configuration is not used: " + e.getMessage());
        }
    }

    /// The configuration in the bytes of a file that users know as `shown`, for a folder.
    public static Config of(byte[] bytes, String shown, Path folder, KnownNames names) throws DamagedConfig {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return ConfigReader.read(shown, folder, text, names);
        } catch (CharacterCodingException _) {
            throw new DamagedConfig(shown + ": the configuration cannot be read: it is not UTF-8");
        }
    }

    private static String shown(Path start, Path file) {
        return FileNames.text(start.toAbsolutePath().normalize().relativize(file));
    }
}
