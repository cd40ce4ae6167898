// SPDX-License-Identifier: Apache-2.0

/// What an operator says of the service in its file.
package uringlint.cli.watch.settings;
