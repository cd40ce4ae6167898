// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Mails to people.
///
/// @param isOn whether any are written at all
/// @param outbox a Maildir in which a person can read what waits and what was sent
/// @param server as `smtp://host:port` or `smtps://user@host:port`; empty for none
/// @param password the file with the password of the server; empty for none
/// @param command a program that takes the mail, recipients in its header, in place of a server; empty for none
/// @param aDay the most mails a day
/// @param domains the only ones to which anything is sent
/// @param optOut a file with an address or a domain a line, to which nothing is sent; empty for none
/// @param copy an address that gets a copy of each mail, by which it is known whether one was sent; empty for none
/// @param copies the Maildir into which those copies come; empty for none
/// @param confirm how long after a mail its copy has come if it was sent
/// @param oldest series that are older than this are not answered
public record MailSettings(
        boolean isOn,
        Path outbox,
        String server,
        Optional<Path> password,
        List<String> command,
        String from,
        String operator,
        int aDay,
        Set<String> domains,
        Optional<Path> optOut,
        String copy,
        Optional<Path> copies,
        Duration confirm,
        Duration oldest) {
    public MailSettings {
        command = List.copyOf(command);
        domains = Set.copyOf(domains);
    }
}
