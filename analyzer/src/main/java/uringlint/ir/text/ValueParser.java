// SPDX-License-Identifier: Apache-2.0

package uringlint.ir.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import uringlint.ir.Expr;
import uringlint.ir.Place;
import uringlint.ir.Projection;
import uringlint.ir.Type;
import uringlint.ir.Variable;

/// Reads types, places and values.
final class ValueParser {
    private static final String[] OPERATORS = {
        "<<", ">>", "<=", ">=", "==", "!=", "&&", "||", "...", "+", "-", "*", "/", "%", "&", "|", "^", "<", ">"
    };

    private final Scanner in;
    private final Map<String, Variable> globals = new HashMap<>();
    private final Map<String, Variable> variables = new HashMap<>();

    ValueParser(Scanner in) {
        this.in = in;
    }

    /// Forgets the variables of the function before.
    void enterFunction() {
        variables.clear();
    }

    Variable declare(String name, Variable.Kind kind, Type type) {
        var variable = new Variable(name, kind, type);
        variables.put(name, variable);
        return variable;
    }

    Variable declareGlobal(String name, Type type) {
        var variable = new Variable(name, Variable.Kind.GLOBAL, type);
        globals.put(name, variable);
        return variable;
    }

    Type type() {
        Type type = primaryType();
        while (true) {
            if (in.take("*")) {
                type = new Type.Pointer(type);
            } else if (in.take("[")) {
                Expr length = in.sees("]") ? new Expr.Unit() : value();
                in.expect("]");
                type = new Type.Array(type, length);
            } else {
                return type;
            }
        }
    }

    private Type primaryType() {
        if (in.take("?")) {
            return Type.UNKNOWN;
        }
        if (in.take("(")) {
            Type inner = type();
            in.expect(")");
            return inner;
        }
        if (in.sees("fn(")) {
            in.expect("fn(");
            List<Type> parameters = types();
            in.expect("->");
            return new Type.Callable(type(), parameters);
        }
        for (Type.Keyword keyword : Type.Keyword.values()) {
            if (in.takeWord(keyword.name().toLowerCase(java.util.Locale.ROOT))) {
                return new Type.Tagged(keyword, in.name());
            }
        }
        if (in.peek() == '`') {
            return new Type.Named(in.name());
        }
        return new Type.Named(words());
    }

    /// Names next to each other, except for one that an open parenthesis follows.
    private String words() {
        var words = new StringBuilder(in.name());
        while (Names.isStart(in.peek())) {
            int before = in.offset();
            String word = in.name();
            if (in.sees("(")) {
                in.back(before);
                break;
            }
            words.append(' ').append(word);
        }
        return words.toString();
    }

    /// Types up to the closing parenthesis.
    List<Type> types() {
        var types = new ArrayList<Type>();
        while (!in.take(")")) {
            types.add(type());
            in.take(",");
        }
        return types;
    }

    Place place() {
        if (!in.seesName()) {
            throw in.fault("a place is expected");
        }
        String name = in.name();
        return rest(Place.of(variable(name)));
    }

    private Variable variable(String name) {
        if (!isVariable(name)) {
            throw in.fault(name + " is no variable");
        }
        Variable known = variables.getOrDefault(name, globals.get(name));
        return known != null ? known : declare(name, Variable.Kind.TEMPORARY, Type.UNKNOWN);
    }

    /// A name that is used as a place without a declaration: a variable of another file.
    private static Variable unknown(String name) {
        return new Variable(name, Variable.Kind.GLOBAL, Type.UNKNOWN);
    }

    private boolean isVariable(String name) {
        return variables.containsKey(name) || globals.containsKey(name) || name.startsWith("%");
    }

    private Place rest(Place base) {
        Place place = base;
        while (true) {
            if (in.take("->")) {
                place = place.then(new Projection.Deref()).then(new Projection.Field(in.name()));
            } else if (in.sees(".") && !in.sees("..") || in.sees("[")) {
                place = place.then(projection());
            } else {
                return place;
            }
        }
    }

    private Projection projection() {
        if (in.take(".*")) {
            return new Projection.Deref();
        }
        if (in.take(".")) {
            return new Projection.Field(in.name());
        }
        in.expect("[");
        Expr index = value();
        in.expect("]");
        return new Projection.Index(index);
    }

    /// Values up to the closing mark.
    List<Expr> values(String close) {
        var values = new ArrayList<Expr>();
        while (!in.take(close)) {
            values.add(value());
            in.take(",");
        }
        return values;
    }

    Expr value() {
        Expr left = unary();
        for (String operator : OPERATORS) {
            if (in.take(operator)) {
                return new Expr.Apply(operator, List.of(left, unary()));
            }
        }
        return left;
    }

    private Expr unary() {
        if (in.take("&")) {
            String name = in.name();
            return new Expr.AddressOf(rest(Place.of(isVariable(name) ? variable(name) : unknown(name))));
        }
        for (String operator : new String[] {"-", "~", "!"}) {
            if (in.take(operator)) {
                return new Expr.Apply(operator, List.of(unary()));
            }
        }
        if (in.take("()")) {
            return new Expr.Unit();
        }
        if (in.take("(")) {
            Expr inner = value();
            in.expect(")");
            return inner;
        }
        char next = in.peek();
        if (next == '#') {
            return variant();
        }
        if (next == '"') {
            return new Expr.Text(in.until('"').replace("\\\n", "\n"));
        }
        if (next >= '0' && next <= '9' || next == '\'') {
            return Literals.parse(in.literal());
        }
        return named();
    }

    private Expr named() {
        if (in.take("cast<")) {
            Type type = type();
            in.expect(">");
            return new Expr.Cast(type, parenthesized());
        }
        if (in.take("symbol<")) {
            var symbol = new Expr.Symbol(in.name());
            in.expect(">");
            return symbol;
        }
        if (in.take("is<")) {
            String variant = in.name();
            in.expect(">");
            return new Expr.Is(parenthesized(), variant);
        }
        if (in.take("aggregate<")) {
            return aggregate();
        }
        int start = in.offset();
        boolean isQuoted = in.peek() == '`';
        String name = in.name();
        if (in.sees("'")) {
            in.back(start);
            return Literals.parse(in.literal());
        }
        if (isVariable(name)) {
            return new Expr.Read(rest(Place.of(variable(name))));
        }
        if (in.take("(")) {
            return new Expr.Apply(name, values(")"));
        }
        if (in.sees("->") || in.sees(".") && !in.sees("..") || in.sees("[")) {
            return new Expr.Read(rest(Place.of(unknown(name))));
        }
        boolean isLiteral = !isQuoted && (name.equals("NULL") || name.equals("true") || name.equals("false"));
        return isLiteral ? Literals.parse(name) : new Expr.Symbol(name);
    }

    /// `#Name{field = value}`; a tuple has no name.
    private Expr variant() {
        in.expect("#");
        String name = in.sees("{") ? "" : in.name();
        in.expect("{");
        var parts = new ArrayList<Expr.Part>();
        while (!in.take("}")) {
            String part = in.name();
            in.expect("=");
            parts.add(new Expr.Part(part, value()));
            in.take(",");
        }
        return new Expr.Variant(name, parts);
    }

    private Expr parenthesized() {
        in.expect("(");
        Expr inner = value();
        in.expect(")");
        return inner;
    }

    private Expr aggregate() {
        Type type = type();
        in.expect(">");
        in.expect("{");
        var elements = new ArrayList<Expr.Element>();
        while (!in.take("}")) {
            var designators = new ArrayList<Projection>();
            while (in.sees(".") || in.sees("[")) {
                designators.add(projection());
            }
            if (!designators.isEmpty()) {
                in.expect("=");
            }
            elements.add(new Expr.Element(designators, value()));
            in.take(",");
        }
        return new Expr.Aggregate(type, elements);
    }

    /// What is called: a symbol, a place, or a value in parentheses.
    Expr callee() {
        if (in.sees("(")) {
            return parenthesized();
        }
        if (in.sees("symbol<")) {
            return named();
        }
        String name = in.name();
        return isVariable(name) ? new Expr.Read(rest(Place.of(variable(name)))) : new Expr.Symbol(name);
    }
}
