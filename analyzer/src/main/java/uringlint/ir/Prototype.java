package uringlint.ir;

import java.util.List;
import uringlint.source.Span;

/// A declared function without a body.
public record Prototype(String name, Type result, List<Type> parameters, Span span) {
    public Prototype {
        parameters = List.copyOf(parameters);
    }
}
