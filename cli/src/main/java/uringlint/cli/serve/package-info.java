// SPDX-License-Identifier: Apache-2.0

/// A process that stays warm and runs commands for others of the same user: the same answers, without a JVM that is cold.
package uringlint.cli.serve;
