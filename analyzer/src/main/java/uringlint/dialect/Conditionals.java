// SPDX-License-Identifier: Apache-2.0

package uringlint.dialect;

import java.util.Arrays;
import uringlint.source.Span;

/// The rules for directives: those that stand where the grammar knows none are blanked. Within initializers and argument lists
/// all arms of a conditional are kept; one that splits a statement or a signature keeps its first arm, or its second when the
/// first is `#if 0`.
final class Conditionals {
    /// Deeper conditionals are refused: the cost of a group is that of all it holds.
    static final int MAX_DEPTH = 200;

    /// How far back an open parenthesis is looked for.
    private static final int BACK = 400;

    private final Tokens tokens;
    private final FactTable facts;
    /// For each open conditional its first directive.
    private int[] open = new int[16];
    /// For a directive of a conditional the one that follows, or -1.
    private final int[] following;
    private boolean changed;
    private boolean isTooDeep;

    private Conditionals(Tokens tokens, FactTable facts) {
        this.tokens = tokens;
        this.facts = facts;
        following = new int[tokens.count];
        Arrays.fill(following, -1);
    }

    /// Whether the conditionals were nested within the bound.
    static boolean apply(Tokens tokens, FactTable facts) {
        var rule = new Conditionals(tokens, facts);
        rule.run();
        if (rule.changed) {
            tokens.compact();
            Brackets.pair(tokens);
        }
        return !rule.isTooDeep;
    }

    private void run() {
        int[] last = new int[16];
        int level = 0;
        for (int token = 0; token < tokens.count; token++) {
            if (tokens.kinds[token] != Tokens.DIRECTIVE) {
                continue;
            }
            int word = word(token);
            if (starts(word, "if")) {
                if (level == MAX_DEPTH) {
                    isTooDeep = true;
                    return;
                }
                if (level == open.length) {
                    open = Arrays.copyOf(open, level * 2);
                    last = Arrays.copyOf(last, level * 2);
                }
                open[level] = token;
                last[level++] = token;
            } else if (starts(word, "el") && level > 0) {
                following[last[level - 1]] = token;
                last[level - 1] = token;
            } else if (starts(word, "endif") && level > 0) {
                following[last[--level]] = token;
                group(open[level]);
            } else if (tokens.contexts[token] == Tokens.IN_INITIALIZER || isInParentheses(token)) {
                blank(token);
            }
        }
    }

    /// The offset of the word behind the number sign.
    private int word(int directive) {
        int word = tokens.starts[directive] + 1;
        while (word < tokens.ends[directive] && (tokens.bytes[word] == ' ' || tokens.bytes[word] == '\t')) {
            word++;
        }
        return word;
    }

    private boolean starts(int at, String word) {
        for (int index = 0; index < word.length(); index++) {
            if (at + index >= tokens.bytes.length || tokens.bytes[at + index] != word.charAt(index)) {
                return false;
            }
        }
        return true;
    }

    private void blank(int directive) {
        tokens.blankToken(directive);
        changed = true;
    }

    private boolean isInParentheses(int token) {
        int level = 0;
        for (int before = token - 1; before >= 0 && token - before < BACK; before--) {
            switch (tokens.kinds[before]) {
                case ')' -> level++;
                case '(' -> {
                    if (level-- == 0) {
                        return true;
                    }
                }
                case '{', '}', ';' -> {
                    return false;
                }
                default -> {}
            }
        }
        return false;
    }

    private void group(int first) {
        if (tokens.contexts[first] == Tokens.IN_INITIALIZER || tokens.contexts[first] == Tokens.IN_ENUM && lacksComma(first)) {
            for (int part = first; part >= 0; part = following[part]) {
                noteArm(DialectFact.Kind.CONDITIONAL_KEPT, part);
            }
            for (int part = first; part >= 0; part = following[part]) {
                blank(part);
            }
        } else if (splits(first)) {
            keepOneArm(first);
        }
    }

    /// The grammar wants a comma behind each enumerator of an arm, the last one too.
    private boolean lacksComma(int first) {
        for (int part = first; following[part] >= 0; part = following[part]) {
            int last = tokens.previous(following[part]);
            if (last > part && !tokens.is(last, ',')) {
                return true;
            }
        }
        return false;
    }

    private void noteArm(DialectFact.Kind kind, int part) {
        int end = following[part];
        if (end >= 0 && !tokens.isBlanked(part)) {
            facts.add(kind, new Span(tokens.ends[part], tokens.starts[end]), facts.text(tokens.span(part)).strip());
        }
    }

    private void keepOneArm(int first) {
        int second = following[first];
        boolean isNever = tokens.text(tokens.starts[first], tokens.ends[first]).replaceAll("[#\\s]", "").equals("if0");
        int kept = isNever && following[second] >= 0 ? second : first;
        for (int part = first; following[part] >= 0; part = following[part]) {
            noteArm(part == kept ? DialectFact.Kind.CONDITIONAL_KEPT : DialectFact.Kind.CONDITIONAL_ARM, part);
        }
        for (int part = first; part >= 0; part = following[part]) {
            if (part != kept && following[part] >= 0) {
                tokens.blank(tokens.ends[part], tokens.starts[following[part]]);
            }
            blank(part);
        }
    }

    /// Whether an arm is no sequence of whole statements, members or declarations.
    private boolean splits(int first) {
        byte context = tokens.contexts[first];
        if (isInParentheses(first) || tokens.isWord(first + 1, Words.ELSE)) {
            return true;
        }
        int before = tokens.previous(first);
        if (before >= 0 && context == Tokens.IN_BLOCK && (!tokens.isBoundary(before) || tokens.is(before, ':'))) {
            return true;
        }
        for (int part = first; following[part] >= 0; part = following[part]) {
            if (isFragment(part + 1, following[part], context)) {
                return true;
            }
        }
        return false;
    }

    private boolean isFragment(int first, int end, byte context) {
        int braces = 0;
        int parentheses = 0;
        int last = -1;
        for (int token = first; token < end; token++) {
            if (tokens.kinds[token] == Tokens.DIRECTIVE) {
                continue;
            }
            last = token;
            switch (tokens.kinds[token]) {
                case '{' -> braces++;
                case '(' -> parentheses++;
                case '}' -> braces--;
                case ')' -> parentheses--;
                default -> {}
            }
            if (braces < 0 || parentheses < 0) {
                return true;
            }
        }
        if (braces != 0 || parentheses != 0) {
            return true;
        }
        if (last < 0) {
            return false;
        }
        boolean isLabel = tokens.is(last, ':')
                && tokens.isIdentifier(last - 1)
                && !tokens.isWord(last - 1, Words.DEFAULT)
                && tokens.isBoundary(tokens.previous(last - 1));
        boolean isComplete = tokens.is(last, ';') || tokens.is(last, '}') || tokens.is(last, ':') && !isLabel;
        return switch (context) {
            case Tokens.IN_BLOCK -> !isComplete;
            case Tokens.IN_STRUCT -> !isComplete && !tokens.is(last, ')');
            // A signature in each arm, and one body behind them.
            case Tokens.IN_FILE -> tokens.is(last, ')') && tokens.is(tokens.next(last), '{');
            default -> false;
        };
    }
}
