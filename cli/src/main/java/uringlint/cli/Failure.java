// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import uringlint.Unusable;
import uringlint.cli.run.Workers;

/// A failure of the program itself.
final class Failure {
    private Failure() {}

    /// Says that the program failed, and where.
    static int tell(Terminal terminal, Throwable error) {
        terminal.tell("uringlint: " + switch (error) {
            case OutOfMemoryError _ -> "there is not enough memory";
            case Unusable unusable -> unusable.getMessage();
            default -> "an internal error of uringlint (" + Workers.place(error) + "): please report it";
        });
        return ExitCode.INCOMPLETE;
    }
}
