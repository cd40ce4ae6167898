// SPDX-License-Identifier: Apache-2.0

package uringlint.ir.text;

import uringlint.ir.Expr;

/// The constants that C spells out.
public final class Literals {
    private Literals() {}

    /// A number that no source spells.
    public static Expr.Literal of(long value) {
        return new Expr.Literal(value, Long.toString(value));
    }

    /// An integer or character constant, `true`, `false` or `NULL`; 0 for what has no integer value.
    public static Expr.Literal parse(String text) {
        return new Expr.Literal(value(text), text);
    }

    private static long value(String text) {
        if (text.equals("true")) {
            return 1;
        }
        int quote = text.indexOf('\'');
        return quote >= 0 ? character(text, quote + 1) : integer(text);
    }

    private static long integer(String text) {
        int start = 0;
        int radix = 10;
        if (text.startsWith("0x") || text.startsWith("0X")) {
            start = 2;
            radix = 16;
        } else if (text.startsWith("0b") || text.startsWith("0B")) {
            start = 2;
            radix = 2;
        } else if (text.startsWith("0")) {
            radix = 8;
        }
        long value = 0;
        for (int index = start; index < text.length(); index++) {
            int digit = Character.digit(text.charAt(index), radix);
            if (digit < 0) {
                break;
            }
            value = value * radix + digit;
        }
        return value;
    }

    private static long character(String text, int start) {
        if (start >= text.length()) {
            return 0;
        }
        char first = text.charAt(start);
        if (first != '\\' || start + 1 >= text.length()) {
            return first;
        }
        char escaped = text.charAt(start + 1);
        return switch (escaped) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'a' -> 7;
            case 'v' -> 11;
            case 'e' -> 27;
            case 'x' -> integer("0" + text.substring(start + 1));
            case '0', '1', '2', '3', '4', '5', '6', '7' -> integer("0" + text.substring(start + 1));
            default -> escaped;
        };
    }
}
