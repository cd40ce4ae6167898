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
import java.util.stream.Stream;

/// All samples, read from the class path: from a folder of classes or from a jar.
public final class Samples {
    private static final String ROOT = "/samples";

    private Samples() {}

    /// Every sample, in the order of the paths.
    public static List<Sample> all() {
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

    /// The samples of one rule, or of one folder such as `drivers`.
    public static List<Sample> of(String rule) {
        return all().stream().filter(sample -> sample.rule().equals(rule)).toList();
    }

    private static List<Sample> below(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(path -> path.toString().endsWith(".c") || path.toString().endsWith(".rs"))
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
