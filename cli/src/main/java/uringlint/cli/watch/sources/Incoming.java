// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.sources;

/// A mail as a source has it, and when it came, in seconds of the epoch.
public record Incoming(byte[] bytes, long arrived) {}
