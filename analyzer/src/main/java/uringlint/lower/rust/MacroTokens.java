// SPDX-License-Identifier: Apache-2.0

package uringlint.lower.rust;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The tokens of a macro, as the compiler sees them: words and signs, and groups in brackets. Blanks and comments are gone.
final class MacroTokens {
    private static final int DEPTH = 64;
    private static final Set<String> SIGNS = Set.of(
            "..=", "...", "<<=", ">>=", "::", "->", "<-", "=>", "==", "!=", "<=", ">=", "&&", "||", "..", "+=", "-=",
            "*=", "/=", "%=", "^=", "&=", "|=", "<<", ">>");

    /// One token, or a group of them.
    sealed interface Token {
        record Leaf(String text) implements Token {
            boolean isWord() {
                return Character.isJavaIdentifierStart(text.charAt(0)) && text.charAt(0) != '$' && !isLiteral();
            }

            boolean isLiteral() {
                char first = text.charAt(0);
                return Character.isDigit(first)
                        || first == '"'
                        || first == '\'' && text.length() > 2 && text.endsWith("'")
                        || text.endsWith("\"")
                        || text.endsWith("\"#")
                        || text.startsWith("b'")
                        || text.equals("true")
                        || text.equals("false");
            }
        }

        record Group(char open, List<Token> tokens) implements Token {
            char close() {
                return open == '(' ? ')' : open == '[' ? ']' : '}';
            }
        }
    }

    private final String text;
    private int at;

    private MacroTokens(String text) {
        this.text = text;
    }

    /// The tokens of a text; nothing where they are nested too deep.
    static Optional<List<Token>> of(String text) {
        return new MacroTokens(text).read(0);
    }

    private Optional<List<Token>> read(int depth) {
        var tokens = new ArrayList<Token>();
        while (at < text.length()) {
            char first = text.charAt(at);
            if (Character.isWhitespace(first)) {
                at++;
            } else if (text.startsWith("//", at) || text.startsWith("/*", at)) {
                comment(tokens);
            } else if (first == '(' || first == '[' || first == '{') {
                at++;
                Optional<List<Token>> inner = depth < DEPTH ? read(depth + 1) : Optional.empty();
                if (inner.isEmpty()) {
                    return inner;
                }
                tokens.add(new Token.Group(first, inner.get()));
            } else if (first == ')' || first == ']' || first == '}') {
                at++;
                return Optional.of(tokens);
            } else {
                int start = at;
                at = end(first);
                tokens.add(new Token.Leaf(text.substring(start, at)));
            }
        }
        return Optional.of(tokens);
    }

    /// A comment that documents something is an attribute of it.
    private void comment(List<Token> tokens) {
        boolean isLine = text.startsWith("//", at);
        boolean isDocumentation = isLine
                ? text.startsWith("///", at) && !text.startsWith("////", at)
                : text.startsWith("/**", at) && !text.startsWith("/**/", at);
        int end = text.indexOf(isLine ? "\n" : "*/", at + 2);
        at = end < 0 ? text.length() : isLine ? end : end + 2;
        if (isDocumentation) {
            tokens.add(new Token.Leaf("#"));
            tokens.add(
                    new Token.Group('[', List.of(new Token.Leaf("doc"), new Token.Leaf("="), new Token.Leaf("\"\""))));
        }
    }

    private int end(char first) {
        if (first == '\'') {
            boolean isCharacter = text.startsWith("\\", at + 1) || text.startsWith("'", at + 2);
            return isCharacter ? quoted(at + 1, '\'') : word(at + 1);
        }
        if (first == '"') {
            return quoted(at + 1, '"');
        }
        if (Character.isDigit(first)) {
            int end = word(at);
            boolean isFraction = end + 1 < text.length() && text.charAt(end) == '.' && Character.isDigit(text.charAt(end + 1));
            return isFraction ? word(end + 1) : end;
        }
        if (Character.isJavaIdentifierStart(first) && first != '$') {
            return prefixed(word(at));
        }
        for (int length = 3; length > 1; length--) {
            if (at + length <= text.length() && SIGNS.contains(text.substring(at, at + length))) {
                return at + length;
            }
        }
        return at + 1;
    }

    /// The end of a word, or of the string that it stands before: `b"x"`, `r#"x"#`.
    private int prefixed(int end) {
        String prefix = text.substring(at, end);
        if (!Set.of("b", "c", "r", "br", "cr").contains(prefix) || end >= text.length()) {
            return end;
        }
        if (prefix.equals("b") && text.charAt(end) == '\'') {
            return quoted(end + 1, '\'');
        }
        int hashes = 0;
        while (end + hashes < text.length() && text.charAt(end + hashes) == '#') {
            hashes++;
        }
        if (end + hashes >= text.length() || text.charAt(end + hashes) != '"') {
            return prefix.equals("r") && hashes == 1 ? word(end + 1) : end;
        }
        if (!prefix.endsWith("r")) {
            return hashes == 0 ? quoted(end + 1, '"') : end;
        }
        int close = text.indexOf("\"" + "#".repeat(hashes), end + hashes + 1);
        return close < 0 ? text.length() : close + 1 + hashes;
    }

    private int word(int from) {
        int end = from;
        while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end)) && text.charAt(end) != '$') {
            end++;
        }
        return Math.max(end, from);
    }

    private int quoted(int from, char quote) {
        int end = from;
        while (end < text.length() && text.charAt(end) != quote) {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(end + 1, text.length());
    }

    /// The text of tokens.
    static void print(List<Token> tokens, StringBuilder text) {
        for (Token token : tokens) {
            switch (token) {
                case Token.Leaf(var word) -> {
                    if (isApart(text, word)) {
                        text.append(' ');
                    }
                    text.append(word);
                }
                case Token.Group group -> {
                    text.append(group.open());
                    print(group.tokens(), text);
                    text.append(group.close());
                }
            }
        }
    }

    /// Whether a blank keeps a word or sign apart from the one before. A path has none in it.
    private static boolean isApart(StringBuilder text, String next) {
        if (text.isEmpty()
                || next.equals("::")
                || text.length() > 1 && text.substring(text.length() - 2).equals("::")) {
            return false;
        }
        return isWordly(text.charAt(text.length() - 1)) || isWordly(next.charAt(0)) == isWordly(text.charAt(text.length() - 1));
    }

    private static boolean isWordly(char character) {
        return Character.isJavaIdentifierPart(character) || character == '"' || character == '\'';
    }
}
