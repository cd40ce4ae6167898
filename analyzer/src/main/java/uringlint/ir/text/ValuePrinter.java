// SPDX-License-Identifier: Apache-2.0

package uringlint.ir.text;

import java.util.List;
import java.util.Map;
import uringlint.ir.Expr;
import uringlint.ir.Place;
import uringlint.ir.Projection;
import uringlint.ir.Type;
import uringlint.ir.Variable;

/// Prints values, places and types, and names in quotes where they need them.
final class ValuePrinter {
    private final StringBuilder out;
    private Map<String, Variable> variables = Map.of();

    ValuePrinter(StringBuilder out) {
        this.out = out;
    }

    /// Tells which variables are in sight: a symbol of the name of one is printed so that it is none.
    void within(Map<String, Variable> variables) {
        this.variables = variables;
    }

    void callee(Expr callee) {
        if (callee instanceof Expr.Symbol || callee instanceof Expr.Read) {
            value(callee);
        } else {
            out.append('(');
            value(callee);
            out.append(')');
        }
    }

    void list(List<Expr> values) {
        String separator = "";
        for (Expr value : values) {
            out.append(separator);
            value(value);
            separator = ", ";
        }
    }

    void value(Expr value) {
        switch (value) {
            case Expr.Literal(_, var text) -> out.append(text);
            case Expr.Text(var text) -> out.append('"').append(text.replace("\n", "\\\n")).append('"');
            case Expr.Symbol(var name) -> symbol(name);
            case Expr.Unit _ -> out.append("()");
            case Expr.Read(var place) -> place(place);
            case Expr.AddressOf(var place) -> {
                out.append('&');
                place(place);
            }
            case Expr.Apply(var operator, var operands) -> apply(operator, operands);
            case Expr.Cast(var type, var inner) -> {
                out.append("cast<");
                type(type);
                out.append(">(");
                value(inner);
                out.append(')');
            }
            case Expr.Aggregate(var type, var elements) -> {
                out.append("aggregate<");
                type(type);
                out.append(">{");
                String separator = "";
                for (Expr.Element element : elements) {
                    out.append(separator);
                    element.designators().forEach(this::projection);
                    out.append(element.designators().isEmpty() ? "" : " = ");
                    value(element.value());
                    separator = ", ";
                }
                out.append('}');
            }
            case Expr.Variant(var variant, var parts) -> {
                out.append('#').append(variant.isEmpty() ? "" : name(variant)).append('{');
                String separator = "";
                for (Expr.Part part : parts) {
                    out.append(separator).append(name(part.name())).append(" = ");
                    value(part.value());
                    separator = ", ";
                }
                out.append('}');
            }
            case Expr.Is(var inner, var variant) -> {
                out.append("is<").append(variant).append(">(");
                value(inner);
                out.append(')');
            }
        }
    }

    private void apply(String operator, List<Expr> operands) {
        boolean isNamed = Names.isPlain(operator);
        if (isNamed || operands.size() > 2 || operands.isEmpty() || operands.size() == 1 && !Names.isUnary(operator)) {
            out.append(isNamed ? operator : "`" + operator + "`").append('(');
            list(operands);
            out.append(')');
        } else if (operands.size() == 1) {
            out.append(operator);
            operand(operands.getFirst());
        } else {
            operand(operands.getFirst());
            out.append(' ').append(operator).append(' ');
            operand(operands.getLast());
        }
    }

    private void operand(Expr value) {
        boolean isBinary = value instanceof Expr.Apply(var operator, var operands) && operands.size() == 2 && !Names.isPlain(operator);
        if (isBinary) {
            out.append('(');
            value(value);
            out.append(')');
        } else {
            value(value);
        }
    }

    void place(Place place) {
        out.append(name(place.base().name()));
        List<Projection> path = place.path();
        for (int index = 0; index < path.size(); index++) {
            boolean isArrow = path.get(index) instanceof Projection.Deref && index + 1 < path.size()
                    && path.get(index + 1) instanceof Projection.Field;
            if (isArrow) {
                out.append("->").append(field(((Projection.Field) path.get(++index)).name()));
            } else {
                projection(path.get(index));
            }
        }
    }

    private void projection(Projection step) {
        switch (step) {
            case Projection.Deref _ -> out.append(".*");
            case Projection.Field(var name) -> out.append('.').append(field(name));
            case Projection.Index(var index) -> {
                out.append('[');
                value(index);
                out.append(']');
            }
        }
    }

    void types(List<Type> types) {
        String separator = "";
        for (Type type : types) {
            out.append(separator);
            type(type);
            separator = ", ";
        }
    }

    void type(Type type) {
        switch (type) {
            case Type.Named(var name) -> out.append(Names.areWords(name) ? name : "`" + oneLine(name) + "`");
            case Type.Tagged(var keyword, var name) -> out.append(keyword(keyword)).append(' ').append(tag(name));
            case Type.Pointer(var target) -> {
                inner(target);
                out.append(" *");
            }
            case Type.Array(var element, var length) -> {
                inner(element);
                out.append('[');
                if (!(length instanceof Expr.Unit)) {
                    value(length);
                }
                out.append(']');
            }
            case Type.Callable(var result, var parameters) -> {
                out.append("fn(");
                types(parameters);
                out.append(") -> ");
                type(result);
            }
            case Type.Unknown _ -> out.append('?');
        }
    }

    private void inner(Type type) {
        if (type instanceof Type.Callable) {
            out.append('(');
            type(type);
            out.append(')');
        } else {
            type(type);
        }
    }

    static String keyword(Type.Keyword keyword) {
        return switch (keyword) {
            case STRUCT -> "struct";
            case UNION -> "union";
            case ENUM -> "enum";
        };
    }

    static String tag(String name) {
        return Names.isPlain(name) ? name : "`" + oneLine(name) + "`";
    }

    static String field(String name) {
        return Names.isWord(name) ? name : "`" + oneLine(name) + "`";
    }

    static String name(String name) {
        return Names.isVariable(name) ? name : "`" + oneLine(name) + "`";
    }

    private void symbol(String name) {
        if (variables.containsKey(name)) {
            out.append("symbol<").append(name(name)).append('>');
        } else {
            out.append(Names.isPlain(name) ? name : "`" + oneLine(name) + "`");
        }
    }

    static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
