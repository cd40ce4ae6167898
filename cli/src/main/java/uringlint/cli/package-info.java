// SPDX-License-Identifier: Apache-2.0

/// The program: its commands and their options.
package uringlint.cli;
