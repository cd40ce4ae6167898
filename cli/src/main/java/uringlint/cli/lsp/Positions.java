// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.lsp;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import uringlint.cli.names.FileNames;
import uringlint.cli.report.Region;
import uringlint.source.Location;

/// Places as the protocol writes them: lines and UTF-16 code units from 0, and files as addresses.
final class Positions {
    private Positions() {}

    static Range range(Location location) {
        Region region = Region.of(location);
        return new Range(
                new Position(region.line() - 1, region.column() - 1), new Position(region.endLine() - 1, region.endColumn() - 1));
    }

    /// The absolute path of a file that is named from a folder.
    static Path path(Path folder, Location location) {
        return FileNames.resolve(folder, location.file().path()).toAbsolutePath().normalize();
    }

    static String uri(Path path) {
        return path.toUri().toString();
    }

    /// The path of a file of the disk; empty for what is no such file.
    static Optional<Path> path(String uri) {
        try {
            URI parsed = URI.create(uri);
            return "file".equals(parsed.getScheme()) ? Optional.of(Path.of(parsed).toAbsolutePath().normalize()) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
