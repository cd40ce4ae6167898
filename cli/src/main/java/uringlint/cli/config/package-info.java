// SPDX-License-Identifier: Apache-2.0

/// The configuration of a tree: `.uringlint.yml`, how it is found and read.
package uringlint.cli.config;
