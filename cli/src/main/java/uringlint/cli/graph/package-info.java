// SPDX-License-Identifier: Apache-2.0

/// Pictures of drivers: who enters them, where commands wait, by what they go on, and how they end.
package uringlint.cli.graph;
