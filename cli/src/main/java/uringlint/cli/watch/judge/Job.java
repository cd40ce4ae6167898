// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.judge;

import java.util.List;

/// What a child process is to look at.
///
/// @param name of the job, as the name of a folder
/// @param mails of the version of a series
/// @param before the mails of the version before it; empty where there is none
/// @param messageId of one of the mails
public record Job(String name, List<byte[]> mails, List<byte[]> before, String messageId) {
    public Job {
        mails = List.copyOf(mails);
        before = List.copyOf(before);
    }
}
