// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.sources;

import java.io.IOException;
import java.util.Set;

/// A place to which mails come. Nothing in it is ever changed.
public interface Source {
    /// Gives what came after a position, in batches. What was given is kept before the next batch is asked for, so that a run that is
    /// broken off anywhere goes on where it was.
    ///
    /// @param position of the last batch that was kept; empty where there is none
    /// @param names of the files that were kept
    void read(String position, Set<String> names, Taker taker) throws IOException;

    /// Whoever keeps mails.
    interface Taker {
        /// Keeps a batch.
        void take(Batch batch) throws IOException;
    }
}
