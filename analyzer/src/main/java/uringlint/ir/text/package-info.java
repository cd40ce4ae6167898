// SPDX-License-Identifier: Apache-2.0

/// The IR as text, back from text, and the check of its form.
package uringlint.ir.text;
