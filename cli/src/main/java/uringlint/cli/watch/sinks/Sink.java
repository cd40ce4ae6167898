// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.sinks;

import uringlint.cli.watch.store.Parcel;

/// A way on which results leave the service.
public interface Sink {
    /// The word by which the outbox knows it.
    String name();

    /// Whether sending a thing again does no harm, because whoever gets it knows it by its name.
    boolean isRepeatable();

    /// Sends a thing. Never throws for what others do.
    Result send(Parcel parcel);

    /// What became of it.
    sealed interface Result {
        /// It was taken.
        record Sent(String detail) implements Result {}

        /// It was not; another time it may be.
        record Later(String reason) implements Result {}

        /// It was not, and never will be.
        record Refused(String reason) implements Result {}

        /// Nobody knows.
        record Unsure(String reason) implements Result {}
    }
}
