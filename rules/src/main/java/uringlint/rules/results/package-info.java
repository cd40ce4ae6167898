// SPDX-License-Identifier: Apache-2.0

/// The rules about results.
package uringlint.rules.results;
