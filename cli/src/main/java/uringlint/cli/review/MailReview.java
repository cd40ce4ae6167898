// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.review;

import java.util.List;
import uringlint.cli.patch.AppliedPatch;
import uringlint.cli.report.Finding;

/// What there is to say on one patch: the findings that it brings, in the order of their places, and words on what a later patch
/// changes about them. `isFragment` says that only its hunks are known of a file that it changes.
public record MailReview(AppliedPatch patch, List<Finding> findings, List<String> remarks) {
    public MailReview {
        findings = List.copyOf(findings);
        remarks = List.copyOf(remarks);
    }
}
