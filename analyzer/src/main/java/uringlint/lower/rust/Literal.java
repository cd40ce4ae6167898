// SPDX-License-Identifier: Apache-2.0

package uringlint.lower.rust;

import java.util.Optional;
import uringlint.ir.Expr;

/// Reads the literals of Rust.
final class Literal {
    private Literal() {}

    /// `1_000u32`, `0xff`, `0b1`, `0o7`
    static Optional<Expr.Literal> integer(String text) {
        String digits = text.replace("_", "").replaceAll("(?<=[0-9a-fA-F])([iu](8|16|32|64|128|size))$", "");
        int radix = digits.startsWith("0x") ? 16 : digits.startsWith("0b") ? 2 : digits.startsWith("0o") ? 8 : 10;
        try {
            return Optional.of(new Expr.Literal(Long.parseUnsignedLong(radix == 10 ? digits : digits.substring(2), radix), text));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    /// `'a'`, `b'a'`
    static Expr.Literal character(String text) {
        String inner = text.substring(text.indexOf('\'') + 1, Math.max(text.indexOf('\'') + 1, text.lastIndexOf('\'')));
        return new Expr.Literal(inner.startsWith("\\") || inner.isEmpty() ? 0 : inner.codePointAt(0), text);
    }

    /// The position that the name of a tuple's field is.
    static Optional<Integer> index(String name) {
        try {
            return Optional.of(Integer.parseInt(name));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }
}
