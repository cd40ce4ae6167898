// SPDX-License-Identifier: Apache-2.0

package uringlint.lower;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uringlint.ir.Expr;
import uringlint.ir.Instruction;
import uringlint.ir.Spellings;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;

/// Keeps where the values of one function are written while it is lowered.
final class Written {
    private final List<Spellings.Spelled> values = new ArrayList<>();
    private final Map<Instruction.Call, List<Optional<Span>>> arguments = new IdentityHashMap<>();

    /// A value that stands in the file, not in the body of a macro. Parentheses are passed over: what is in them was noted before.
    void value(Expr value, SyntaxNode node) {
        boolean isNamed = value instanceof Expr.Read || value instanceof Expr.AddressOf || value instanceof Expr.Symbol
                || value instanceof Expr.Apply || value instanceof Expr.Cast;
        if (isNamed && !node.kind().equals("parenthesized_expression")) {
            values.add(new Spellings.Spelled(value, node.span()));
        }
    }

    void arguments(Instruction.Call call, List<Optional<Span>> spans) {
        arguments.put(call, List.copyOf(spans));
    }

    Spellings spellings() {
        return values.isEmpty() && arguments.isEmpty() ? Spellings.NONE : new Spellings(values, arguments);
    }
}
