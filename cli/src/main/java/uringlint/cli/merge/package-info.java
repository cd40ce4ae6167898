// SPDX-License-Identifier: Apache-2.0

/// Reports of the parts of a run, put together to the report of the whole run.
package uringlint.cli.merge;
