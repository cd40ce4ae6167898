// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.config;

/// A configuration that makes no sense; the message names the file, the line, the column and the key.
public final class DamagedConfig extends Exception {
    private static final long serialVersionUID = 1;

    DamagedConfig(String message) {
        super(message);
    }
}
