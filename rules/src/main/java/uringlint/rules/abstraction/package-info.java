// SPDX-License-Identifier: Apache-2.0

/// What abstractions promise to safe code, and how they argue that they keep it.
package uringlint.rules.abstraction;
