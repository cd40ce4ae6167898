// SPDX-License-Identifier: Apache-2.0

package uringlint.layout;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import uringlint.callgraph.Arithmetic;
import uringlint.callgraph.ProgramIndex;
import uringlint.ir.Expr;
import uringlint.ir.Type;

/// Constant expressions, with the operators that measure types and with the kernel's macros for numbers.
final class Measures {
    private static final int DEPTH = 64;

    private final ProgramIndex index;
    private final Layouts layouts;
    private int depth;

    Measures(ProgramIndex index, Layouts layouts) {
        this.index = index;
        this.layouts = layouts;
    }

    OptionalLong evaluate(Expr expression) {
        if (depth == DEPTH) {
            return OptionalLong.empty();
        }
        depth++;
        OptionalLong value = switch (expression) {
            case Expr.Literal(var number, _) -> OptionalLong.of(number);
            case Expr.Symbol(var name) ->
                index.definition(name).map(this::evaluate).orElse(OptionalLong.empty());
            case Expr.Cast(_, var inner) -> evaluate(inner);
            case Expr.Apply(var operator, var operands) -> apply(operator, operands);
            case Expr.Text _, Expr.Unit _, Expr.Read _, Expr.AddressOf _, Expr.Aggregate _, Expr.Variant _, Expr.Is _ ->
                OptionalLong.empty();
        };
        depth--;
        return value;
    }

    /// The value of an attribute's argument: a number, a constant, or `sizeof(type)`.
    OptionalLong evaluate(String text) {
        int open = text.indexOf('(');
        if (open > 0 && text.endsWith(")")) {
            String operand = text.substring(open + 1, text.length() - 1);
            return switch (text.substring(0, open).strip()) {
                case "sizeof" -> size(layouts.of(operand));
                case "__alignof__", "__alignof", "_Alignof", "alignof" -> alignment(layouts.of(operand));
                default -> OptionalLong.empty();
            };
        }
        return !text.isEmpty() && text.length() < 10 && text.chars().allMatch(Character::isDigit)
                ? OptionalLong.of(Long.parseLong(text))
                : evaluate(new Expr.Symbol(text));
    }

    private OptionalLong apply(String operator, List<Expr> operands) {
        switch (operator) {
            case "sizeof" -> {
                return size(measured(operands));
            }
            case "alignof", "__alignof__", "_Alignof" -> {
                return alignment(measured(operands));
            }
            case "offsetof", "sizeof_field", "offsetofend" -> {
                Optional<Slot> slot = member(operands);
                return slot.isEmpty() ? OptionalLong.empty() : OptionalLong.of(switch (operator) {
                    case "offsetof" -> slot.get().offset();
                    case "sizeof_field" -> slot.get().size();
                    default -> slot.get().offset() + slot.get().size();
                });
            }
            case "BITS_TO_LONGS" -> {
                OptionalLong word = size(layouts.of(new Type.Named("long")));
                OptionalLong bits = operands.size() == 1 ? evaluate(operands.getFirst()) : OptionalLong.empty();
                return bits.isEmpty()
                        ? bits
                        : OptionalLong.of(
                                Layout.roundUp(bits.getAsLong(), word.getAsLong() * 8) / (word.getAsLong() * 8));
            }
            case "BIT", "BIT_ULL" -> {
                return operands.size() == 1
                        ? binary("<<", List.of(new Expr.Literal(1, "1"), operands.getFirst()))
                        : OptionalLong.empty();
            }
            case "?:" -> {
                OptionalLong condition = operands.size() == 3 ? evaluate(operands.getFirst()) : OptionalLong.empty();
                return condition.isEmpty() ? condition : evaluate(operands.get(condition.getAsLong() != 0 ? 1 : 2));
            }
            default -> {}
        }
        return switch (operands.size()) {
            case 1 -> {
                OptionalLong value = evaluate(operands.getFirst());
                yield value.isEmpty() ? value : Arithmetic.unary(operator, value.getAsLong());
            }
            case 2 -> binary(operator, operands);
            default -> OptionalLong.empty();
        };
    }

    private OptionalLong binary(String operator, List<Expr> operands) {
        OptionalLong left = evaluate(operands.getFirst());
        OptionalLong right = left.isEmpty() ? left : evaluate(operands.getLast());
        if (right.isEmpty()) {
            return right;
        }
        long one = left.getAsLong();
        long other = right.getAsLong();
        return switch (operator) {
            case "&&" -> OptionalLong.of(one != 0 && other != 0 ? 1 : 0);
            case "||" -> OptionalLong.of(one != 0 || other != 0 ? 1 : 0);
            case "DIV_ROUND_UP", "roundup", "round_up", "ALIGN" -> other <= 0 || one < 0
                    ? OptionalLong.empty()
                    : OptionalLong.of(Layout.roundUp(one, other) / (operator.equals("DIV_ROUND_UP") ? other : 1));
            case "max", "MAX" -> OptionalLong.of(Math.max(one, other));
            case "min", "MIN" -> OptionalLong.of(Math.min(one, other));
            default -> Arithmetic.binary(operator, one, other);
        };
    }

    /// The operand of `sizeof`: a place of the function, or the text of a type.
    private Optional<Layout> measured(List<Expr> operands) {
        return operands.size() == 1 ? typeOf(operands.getFirst()).flatMap(layouts::of) : Optional.empty();
    }

    private Optional<Type> typeOf(Expr operand) {
        return switch (operand) {
            case Expr.Read(var place) -> Optional.of(layouts.typeOf(place));
            case Expr.Symbol(var text) -> Spelling.type(text);
            case Expr.Apply(var operator, var operands)
            when operator.equals("sizeof") && operands.size() == 1 -> typeOf(operands.getFirst());
            case Expr.Literal _,
                    Expr.Text _,
                    Expr.Unit _,
                    Expr.AddressOf _,
                    Expr.Apply _,
                    Expr.Cast _,
                    Expr.Aggregate _,
                    Expr.Variant _,
                    Expr.Is _ -> Optional.empty();
        };
    }

    private Optional<Slot> member(List<Expr> operands) {
        return operands.size() == 2 && operands.getLast() instanceof Expr.Symbol(var path)
                ? typeOf(operands.getFirst()).flatMap(type -> layouts.offset(type, Spelling.path(path)))
                : Optional.empty();
    }

    private static OptionalLong size(Optional<Layout> layout) {
        return layout.isPresent() ? OptionalLong.of(layout.get().size()) : OptionalLong.empty();
    }

    private static OptionalLong alignment(Optional<Layout> layout) {
        return layout.isPresent() ? OptionalLong.of(layout.get().alignment()) : OptionalLong.empty();
    }
}
