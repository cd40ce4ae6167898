// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// A text that comes with the program.
public final class Resource {
    private Resource() {}

    /// The text that lies beside a class, or at a place that begins with `/`.
    public static String text(Class<?> beside, String name) {
        try (InputStream text = beside.getResourceAsStream(name)) {
            if (text == null) {
                throw new IllegalStateException(name + " is missing in the program");
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
