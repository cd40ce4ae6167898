// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.settings;

import java.nio.file.Path;
import java.util.Optional;

/// Where results go beside mails. What is not there is off.
public record SinkSettings(Optional<Page> page, Optional<Patchwork> patchwork, Optional<Webhook> webhook, Optional<Kcidb> kcidb) {
    /// Static pages in a folder, which the world sees at a URL; the URL may be empty.
    public record Page(Path folder, String url) {}

    /// Checks of a Patchwork server for patches of a project, with the token of a user in a file.
    public record Patchwork(String url, String project, Path token) {}

    /// Requests with the report of each series. `secret` is the file with a key for signatures.
    public record Webhook(String url, Optional<Path> secret) {}

    /// Files for KCIDB in a folder, as of an origin.
    public record Kcidb(Path folder, String origin) {}
}
