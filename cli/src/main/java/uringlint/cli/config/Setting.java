// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.config;

/// A value of a configuration, and the line on which it stands.
public record Setting<T>(T value, int line) {}
