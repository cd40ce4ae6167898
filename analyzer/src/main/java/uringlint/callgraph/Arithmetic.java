// SPDX-License-Identifier: Apache-2.0

package uringlint.callgraph;

import java.util.OptionalLong;

/// C's integer operators over known values; empty where the result is not defined.
public final class Arithmetic {
    private Arithmetic() {}

    public static OptionalLong unary(String operator, long value) {
        return switch (operator) {
            case "-" -> OptionalLong.of(-value);
            case "+" -> OptionalLong.of(value);
            case "~" -> OptionalLong.of(~value);
            case "!" -> OptionalLong.of(value == 0 ? 1 : 0);
            default -> OptionalLong.empty();
        };
    }

    public static OptionalLong binary(String operator, long left, long right) {
        return switch (operator) {
            case "+" -> OptionalLong.of(left + right);
            case "-" -> OptionalLong.of(left - right);
            case "*" -> OptionalLong.of(left * right);
            case "/" -> right == 0 ? OptionalLong.empty() : OptionalLong.of(left / right);
            case "%" -> right == 0 ? OptionalLong.empty() : OptionalLong.of(left % right);
            case "&" -> OptionalLong.of(left & right);
            case "|" -> OptionalLong.of(left | right);
            case "^" -> OptionalLong.of(left ^ right);
            case "<<" -> right < 0 || right > 62 ? OptionalLong.empty() : OptionalLong.of(left << right);
            case ">>" -> right < 0 || right > 62 ? OptionalLong.empty() : OptionalLong.of(left >> right);
            case "==" -> OptionalLong.of(left == right ? 1 : 0);
            case "!=" -> OptionalLong.of(left != right ? 1 : 0);
            case "<" -> OptionalLong.of(left < right ? 1 : 0);
            case "<=" -> OptionalLong.of(left <= right ? 1 : 0);
            case ">" -> OptionalLong.of(left > right ? 1 : 0);
            case ">=" -> OptionalLong.of(left >= right ? 1 : 0);
            default -> OptionalLong.empty();
        };
    }
}
