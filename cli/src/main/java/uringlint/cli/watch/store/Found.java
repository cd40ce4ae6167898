// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.store;

/// A finding in the patch of a mail.
public record Found(
        String messageId, String rule, String severity, String path, int line, String function, String message, String fingerprint) {}
