// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// All that the file of a service says.
///
/// @param state the folder of what the work needs, and of the database unless that is on a server
/// @param database the server with the database, as `postgresql://user@host/name`; empty where it is a file
/// @param isDryRun whether nothing leaves the machine
/// @param bases the trees that patches may be for, as `--base` takes them
/// @param level the severity from which on findings are told
/// @param quiet how long nothing may have come of a series that is not complete before it is looked at
/// @param paths globs of files that are looked at whatever they mention
/// @param isByB4 whether `b4` puts series together
/// @param interval how often a service that stays looks for mails
/// @param keep how long mails are kept after they came
public record WatchSettings(
        Path state,
        String database,
        boolean isDryRun,
        List<String> bases,
        List<ListSettings> lists,
        String level,
        Duration quiet,
        List<String> paths,
        boolean isByB4,
        Limits limits,
        Optional<MailSettings> mail,
        SinkSettings sinks,
        Optional<Path> log,
        Optional<Path> metrics,
        Duration interval,
        Duration keep) {
    public WatchSettings {
        bases = List.copyOf(bases);
        lists = List.copyOf(lists);
        paths = List.copyOf(paths);
    }

    /// The settings of a list.
    public Optional<ListSettings> list(String name) {
        return lists.stream().filter(list -> list.name().equals(name)).findFirst();
    }
}
