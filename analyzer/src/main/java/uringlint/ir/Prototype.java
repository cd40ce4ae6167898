// SPDX-License-Identifier: Apache-2.0

package uringlint.ir;

import java.util.List;
import uringlint.source.Span;

/// A declared function without a body.
public record Prototype(String name, Type result, List<Type> parameters, Span span, Signature signature) {
    public Prototype {
        parameters = List.copyOf(parameters);
    }

    /// A function that is declared as its types say.
    public Prototype(String name, Type result, List<Type> parameters, Span span) {
        this(name, result, parameters, span, Signature.NONE);
    }
}
