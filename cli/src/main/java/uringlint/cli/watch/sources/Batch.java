// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.sources;

import java.util.List;

/// Some mails of a source, in the order in which they came, and what to remember when they are kept.
///
/// @param position up to where the source was read
/// @param names of the files that were read, for a source without an order
/// @param lost what says which mails the source names and does not have
/// @param remark what is strange about the source; empty where nothing is
public record Batch(List<Incoming> mails, String position, List<String> names, List<String> lost, String remark) {
    public Batch {
        mails = List.copyOf(mails);
        names = List.copyOf(names);
        lost = List.copyOf(lost);
    }
}
