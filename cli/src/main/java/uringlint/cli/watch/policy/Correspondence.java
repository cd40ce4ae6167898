// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.policy;

import java.util.List;
import java.util.stream.Stream;
import uringlint.cli.review.Reply;

/// What is known of a version of a series when it is to be answered.
///
/// @param replies that could be sent; a service sends one
/// @param lists on which it was seen
/// @param authors of its mails, in lower case
/// @param writers of its patches, in lower case: others than the authors where these send what is not theirs
/// @param arrived when the last of its mails came, in seconds
public record Correspondence(List<Reply> replies, List<String> lists, List<String> authors, List<String> writers, long arrived) {
    public Correspondence {
        replies = List.copyOf(replies);
        lists = List.copyOf(lists);
        authors = List.copyOf(authors);
        writers = List.copyOf(writers);
    }

    /// All who sent or wrote any of it.
    List<String> people() {
        return Stream.concat(authors.stream(), writers.stream()).toList();
    }
}
