// SPDX-License-Identifier: Apache-2.0

/// The rules about what has to be tested, declared or matched before the API is used.
package uringlint.rules.checks;
