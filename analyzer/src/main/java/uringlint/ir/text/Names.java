// SPDX-License-Identifier: Apache-2.0

package uringlint.ir.text;

/// Which names stand in the text form as they are, and which need back quotes.
final class Names {
    private Names() {}

    /// A word that does not start anything in the text form.
    static boolean isPlain(String name) {
        return isWord(name) && !isReserved(name);
    }

    /// Letters, digits and underscores.
    static boolean isWord(String name) {
        return !name.isEmpty() && isStart(name.charAt(0)) && isRest(name, 1);
    }

    /// A plain name, a temporary `%1`, or one with a suffix such as `ret#2`.
    static boolean isVariable(String name) {
        int hash = name.indexOf('#');
        if (hash > 0) {
            return isPlain(name.substring(0, hash)) && hash + 1 < name.length() && isRest(name, hash + 1);
        }
        return isPlain(name) || name.length() > 1 && name.charAt(0) == '%' && isRest(name, 1);
    }

    /// Plain names with single blanks between them.
    static boolean areWords(String text) {
        for (String word : text.split(" ", -1)) {
            if (!isPlain(word)) {
                return false;
            }
        }
        return true;
    }

    static boolean isUnary(String operator) {
        return operator.equals("-") || operator.equals("~") || operator.equals("!");
    }

    private static boolean isReserved(String name) {
        return switch (name) {
            case "cast", "symbol", "aggregate", "is", "fn", "call", "true", "false", "NULL", "struct", "union", "enum",
                    "local", "global", "temp", "jump", "branch", "return", "unreachable", "drop", "opaque" -> true;
            default -> false;
        };
    }

    private static boolean isRest(String text, int from) {
        for (int index = from; index < text.length(); index++) {
            char c = text.charAt(index);
            if (!isStart(c) && !(c >= '0' && c <= '9')) {
                return false;
            }
        }
        return true;
    }

    static boolean isStart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '$';
    }
}
