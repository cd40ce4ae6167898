// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.completion;

import uringlint.ir.Function;
import uringlint.source.Span;

/// The number of an error that becomes a result without its sign.
///
/// @param name the constant, or empty where a sign is turned that was right
/// @param how what becomes of the number, in words
record Unsigned(Function function, Span span, String name, String how) {}
