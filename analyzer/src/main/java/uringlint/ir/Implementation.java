// SPDX-License-Identifier: Apache-2.0

package uringlint.ir;

import java.util.List;
import uringlint.source.Span;

/// A statement that a type has the properties of a trait. `trait` is the name without its arguments, `methods` are the names of
/// the functions that it brings; a derived one brings none that can be read. The span is that of its head, or of the derived
/// name.
///
/// @param free the type parameters of which nothing is asked
public record Implementation(
        String trait, String type, boolean isUnsafe, boolean isDerived, List<String> methods, List<String> free, Span span) {
    public Implementation {
        methods = List.copyOf(methods);
        free = List.copyOf(free);
    }
}
