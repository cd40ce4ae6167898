// SPDX-License-Identifier: Apache-2.0

/// Kernel C made parseable in place.
///
/// The kernel's macros stand where C's grammar knows nothing of the kind: attributes, iterators, types as arguments. This
/// package overwrites them with something that parses and notes what stood there as a [uringlint.dialect.DialectFact].
///
/// **Invariant:** prepared bytes have the length and the line breaks of the original, so a span in one is a span in the other.
package uringlint.dialect;
