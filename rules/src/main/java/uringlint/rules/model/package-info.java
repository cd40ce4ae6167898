// SPDX-License-Identifier: Apache-2.0

/// What the functions of the kernel do to a command, by version, as data.
package uringlint.rules.model;
