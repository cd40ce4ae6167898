// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.store;

/// A mail that came, and what was decided about it when it did.
///
/// @param series its place in a series; [Place#NONE] for what is no part of one
/// @param content all of it, where it belongs to a series
public record Arrival(
        String messageId,
        String digest,
        String subject,
        String author,
        long arrived,
        String decision,
        String reason,
        Place series,
        byte[] content) {
    /// The place of a mail in a series.
    ///
    /// @param version of the series
    /// @param number of the patch, 0 for the cover letter
    /// @param parent what it answers; empty where it answers nothing
    public record Place(int version, int number, int total, String title, String changeId, String parent) {
        /// No series.
        public static final Place NONE = new Place(0, -1, 0, "", "", "");
    }
}
