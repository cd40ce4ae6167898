// SPDX-License-Identifier: Apache-2.0

/// What is said about code: diagnostics with their traces.
package uringlint.diagnostic;
