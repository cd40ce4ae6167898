// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.mail;

import java.util.List;
import java.util.Optional;

/// One mail, read: what its subject says, and the patches in it, before it is known to what series they belong.
///
/// @param own the patches that it brings itself
/// @param quoted the patch that it quotes, if it brings none
/// @param absent what to say if it was to bring a patch and has none
/// @param isCut whether it was to bring a patch, but ends before that does
record Reading(
        Mail mail,
        SubjectLine subject,
        List<Posted> own,
        Optional<Posted> quoted,
        Optional<String> baseCommit,
        boolean isCut,
        List<Trouble> troubles,
        Trouble absent) {
    Reading {
        own = List.copyOf(own);
        troubles = List.copyOf(troubles);
    }
}
