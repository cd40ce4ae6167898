// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.mail;

import java.util.List;
import java.util.Optional;

/// One patch as it was posted.
///
/// @param number its place in the series, from 1; 0 where patches are not numbered
/// @param subject without `Re:` and `[PATCH ...]`; empty where there is none
/// @param message the commit message without the subject, up to the `---` line
/// @param diff everything from the first `diff --git` or `--- ` on, without prose and signature; LF line ends, unless
///     the patched file has others
/// @param baseCommit of a `base-commit:` line in the patch, its cover letter, or another patch of the series
/// @param isRecovered whether it was put together from a reply that quotes it
/// @param gaps what is known to be missing from it, a sentence each; empty for a whole patch
/// @param mail the mail it came in; empty for a plain diff
public record Posted(
        int number,
        String subject,
        String message,
        DiffText diff,
        Optional<String> baseCommit,
        boolean isRecovered,
        List<String> gaps,
        Optional<Mail> mail) {
    public Posted {
        gaps = List.copyOf(gaps);
    }

    /// What to say of a recovered patch that is not whole.
    Optional<Trouble> shortage() {
        if (!isRecovered || gaps.isEmpty()) {
            return Optional.empty();
        }
        String place = mail.map(Mail::subject).orElse("");
        return Optional.of(new Trouble(Trouble.Kind.PARTIAL, place, "the patch is quoted only in part: " + String.join("; ", gaps)));
    }

    /// The same patch with another base.
    Posted withBaseCommit(Optional<String> base) {
        return new Posted(number, subject, message, diff, base, isRecovered, gaps, mail);
    }
}
