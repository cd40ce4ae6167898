// SPDX-License-Identifier: Apache-2.0

package uringlint.samples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All samples, read from the class path: from a folder of classes or from a jar.
public final class Samples {
    private static final String ROOT = "/samples";

    private Samples() {}

    /// Every sample that is one file, in the order of the paths.
    public static List<Sample> all() {
        return files().stream().filter(file -> folder(file).indexOf('/') < 0).toList();
    }

    /// Every sample that is a folder of files, in the order of the paths.
    public static List<SampleFolder> folders() {
        Map<String, List<Sample>> folders = files().stream()
                .filter(file -> folder(file).indexOf('/') > 0)
                .collect(Collectors.groupingBy(Samples::folder, TreeMap::new, Collectors.toList()));
        return folders.entrySet().stream().map(entry -> new SampleFolder(entry.getKey(), entry.getValue())).toList();
    }

    /// The samples of one file of one rule, or of one folder such as `drivers`.
    public static List<Sample> of(String rule) {
        return all().stream().filter(sample -> sample.rule().equals(rule)).toList();
    }

    private static String folder(Sample file) {
        return file.path().substring(0, file.path().lastIndexOf('/'));
    }

    private static List<Sample> files() {
        URL root = Samples.class.getResource(ROOT);
        if (root == null) {
            return List.of();
        }
        try {
            URI uri = root.toURI();
            if (!uri.getScheme().equals("jar")) {
                return below(Path.of(uri));
            }
            // A file system of our own: the shared one of the same jar may be open, or be closed, elsewhere.
            String jar = uri.getRawSchemeSpecificPart();
            try (FileSystem files = FileSystems.newFileSystem(Path.of(URI.create(jar.substring(0, jar.indexOf("!/")))), Map.of())) {
                return below(files.getPath(ROOT));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the class path names no place: " + root, e);
        }
    }

    private static List<Sample> below(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(path -> path.toString().matches(".*\\.(c|h|rs)"))
                    .map(path -> Sample.of(root.relativize(path).toString().replace('\\', '/'), text(path)))
                    .sorted((left, right) -> left.path().compareTo(right.path()))
                    .toList();
        }
    }

    private static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
