// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.store;

/// The database cannot be used; what was being done is undone. The message is for the operator.
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// What is wrong.
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    /// What is wrong, and what to do.
    public StoreException(String message) {
        super(message);
    }
}
