// SPDX-License-Identifier: Apache-2.0

package uringlint.lower.rust;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import uringlint.lower.rust.MacroTokens.Token;
import uringlint.lower.rust.MacroTokens.Token.Group;
import uringlint.lower.rust.MacroTokens.Token.Leaf;
import uringlint.syntax.SyntaxNode;

/// Expands a macro by its rules: the first whose pattern the tokens have.
final class MacroRules {
    private static final int LONGEST = 200_000;
    private static final Set<String> ENDS = Set.of(",", ";", "=>");
    private static final Set<String> STARTS = Set.of("-", "!", "*", "&", "&&", "|", "||", "..", "..=", "<", "::");
    private static final Set<String> REPEATS = Set.of("*", "+", "?");

    /// What a name of a pattern stands for: tokens, or what it stands for in each turn of a repetition.
    private sealed interface Bound {
        record One(List<Token> tokens) implements Bound {}

        record Each(List<Bound> turns) implements Bound {}
    }

    /// A repetition: `$( tokens ) separator sign`
    private record Repetition(List<Token> tokens, Optional<String> separator, String sign, int length) {}

    private int printed;

    private MacroRules() {}

    /// What a macro makes of the tokens between its brackets; nothing where no rule fits.
    static Optional<String> expand(SyntaxNode definition, String arguments) {
        Optional<List<Token>> given = MacroTokens.of(arguments);
        for (SyntaxNode rule : definition.namedChildren()) {
            Optional<List<Token>> left = rule.kind().equals("macro_rule")
                    ? rule.child("left").flatMap(MacroRules::inside)
                    : Optional.empty();
            Optional<List<Token>> right = rule.child("right").flatMap(MacroRules::inside);
            if (given.isEmpty() || left.isEmpty() || right.isEmpty()) {
                continue;
            }
            var rules = new MacroRules();
            Map<String, Bound> bound = new HashMap<>();
            if (rules.match(left.get(), given.get(), 0, bound) == given.get().size()) {
                return rules.print(right.get(), bound);
            }
        }
        return Optional.empty();
    }

    private static Optional<List<Token>> inside(SyntaxNode node) {
        String text = node.preparedText();
        return MacroTokens.of(text.substring(1, Math.max(1, text.length() - 1)));
    }

    // ---------------------------------------------------------------- matching

    /// The position behind what a pattern matches from `start` on, or -1.
    private int match(List<Token> pattern, List<Token> given, int start, Map<String, Bound> bound) {
        int at = start;
        for (int number = 0; number < pattern.size(); number++) {
            Token wanted = pattern.get(number);
            Optional<Repetition> repetition = repetition(pattern, number);
            if (repetition.isPresent()) {
                at = repeat(repetition.get(), given, at, bound);
                number += repetition.get().length() - 1;
                continue;
            }
            if (isDollar(wanted)
                    && number + 3 < pattern.size()
                    && pattern.get(number + 1) instanceof Leaf(var name)
                    && isLeaf(pattern.get(number + 2), ":")
                    && pattern.get(number + 3) instanceof Leaf(var kind)) {
                int end = fragment(kind, given, at);
                if (end < 0) {
                    return -1;
                }
                List<Token> tokens = given.subList(at, end);
                boolean isLong = kind.equals("expr") && tokens.size() > 1;
                bound.put(name, new Bound.One(isLong ? List.of(new Group('(', tokens)) : tokens));
                at = end;
                number += 3;
                continue;
            }
            if (at >= given.size()) {
                return -1;
            }
            switch (wanted) {
                case Leaf(var text) -> {
                    if (!isLeaf(given.get(at), text)) {
                        return -1;
                    }
                }
                case Group(var open, var inner) -> {
                    boolean isSame = given.get(at) instanceof Group(var other, var tokens)
                            && other == open
                            && match(inner, tokens, 0, bound) == tokens.size();
                    if (!isSame) {
                        return -1;
                    }
                }
            }
            at++;
        }
        return at;
    }

    private int repeat(Repetition repetition, List<Token> given, int start, Map<String, Bound> bound) {
        var turns = new ArrayList<Map<String, Bound>>();
        int at = start;
        while (at <= given.size()) {
            int from = at;
            if (!turns.isEmpty() && repetition.separator().isPresent()) {
                if (at >= given.size() || !isLeaf(given.get(at), repetition.separator().get())) {
                    break;
                }
                from++;
            }
            var turn = new HashMap<String, Bound>();
            int end = match(repetition.tokens(), given, from, turn);
            if (end <= from) {
                break;
            }
            turns.add(turn);
            at = end;
            if (repetition.sign().equals("?")) {
                break;
            }
        }
        for (String name : names(repetition.tokens(), new ArrayList<>())) {
            bound.put(name, new Bound.Each(turns.stream().filter(turn -> turn.containsKey(name)).map(turn -> turn.get(name)).toList()));
        }
        return at;
    }

    /// The names that a pattern binds.
    private static List<String> names(List<Token> pattern, List<String> names) {
        for (int at = 0; at < pattern.size(); at++) {
            if (pattern.get(at) instanceof Group(_, var inner)) {
                names(inner, names);
            } else if (isDollar(pattern.get(at)) && at + 1 < pattern.size() && pattern.get(at + 1) instanceof Leaf(var name)) {
                names.add(name);
            }
        }
        return names;
    }

    private static Optional<Repetition> repetition(List<Token> tokens, int at) {
        if (!isDollar(tokens.get(at))
                || at + 2 >= tokens.size()
                || !(tokens.get(at + 1) instanceof Group(var open, var inner))
                || open != '(') {
            return Optional.empty();
        }
        if (tokens.get(at + 2) instanceof Leaf(var sign) && REPEATS.contains(sign)) {
            return Optional.of(new Repetition(inner, Optional.empty(), sign, 3));
        }
        return at + 3 < tokens.size()
                        && tokens.get(at + 2) instanceof Leaf(var separator)
                        && tokens.get(at + 3) instanceof Leaf(var sign)
                        && REPEATS.contains(sign)
                ? Optional.of(new Repetition(inner, Optional.of(separator), sign, 4))
                : Optional.empty();
    }

    private static boolean isDollar(Token token) {
        return isLeaf(token, "$");
    }

    private static boolean isLeaf(Token token, String text) {
        return token instanceof Leaf(var word) && word.equals(text);
    }

    // ---------------------------------------------------------------- fragments

    /// The position behind a fragment of a kind, or -1.
    private static int fragment(String kind, List<Token> given, int at) {
        if (kind.equals("vis")) {
            boolean isPublic = at < given.size() && isLeaf(given.get(at), "pub");
            return !isPublic
                    ? at
                    : at + 1 < given.size() && given.get(at + 1) instanceof Group(var open, _) && open == '('
                            ? at + 2
                            : at + 1;
        }
        if (at >= given.size()) {
            return -1;
        }
        Token first = given.get(at);
        return switch (kind) {
            case "ident" -> first instanceof Leaf leaf && leaf.isWord() ? at + 1 : -1;
            case "lifetime" -> first instanceof Leaf(var text) && text.startsWith("'") ? at + 1 : -1;
            case "tt" -> at + 1;
            case "block" -> first instanceof Group(var open, _) && open == '{' ? at + 1 : -1;
            case "literal" -> {
                int value = isLeaf(first, "-") ? at + 1 : at;
                yield value < given.size() && given.get(value) instanceof Leaf leaf && leaf.isLiteral()
                        ? value + 1
                        : -1;
            }
            case "expr", "expr_2021", "stmt" -> expression(given, at);
            case "ty", "path" -> type(given, at);
            case "pat", "pat_param" ->
                until(
                        given,
                        at,
                        kind.equals("pat")
                                ? Set.of("=>", ",", "=", "if", "in")
                                : Set.of("=>", ",", "=", "if", "in", "|"));
            case "meta" -> until(given, at, Set.of(","));
            case "item" -> {
                int end = at;
                while (end < given.size()
                        && !isLeaf(given.get(end), ";")
                        && !(given.get(end) instanceof Group(var open, _) && open == '{')) {
                    end++;
                }
                yield end < given.size() ? end + 1 : -1;
            }
            default -> -1;
        };
    }

    private static int expression(List<Token> given, int at) {
        boolean canStart = !(given.get(at) instanceof Leaf leaf)
                || leaf.isWord()
                || leaf.isLiteral()
                || STARTS.contains(leaf.text())
                || leaf.text().startsWith("'");
        if (!canStart) {
            return -1;
        }
        int end = at;
        while (end < given.size() && !(given.get(end) instanceof Leaf(var text) && ENDS.contains(text))) {
            boolean isGeneric =
                    isLeaf(given.get(end), "::") && end + 1 < given.size() && isLeaf(given.get(end + 1), "<");
            end = isGeneric ? angles(given, end + 1) : end + 1;
        }
        return end;
    }

    /// The position behind `< ... >`.
    private static int angles(List<Token> given, int at) {
        int level = 0;
        for (int end = at; end < given.size(); end++) {
            if (given.get(end) instanceof Leaf(var text)) {
                level += text.equals("<") ? 1 : text.equals(">") ? -1 : text.equals(">>") ? -2 : 0;
            }
            if (level <= 0) {
                return end + 1;
            }
        }
        return given.size();
    }

    private static int type(List<Token> given, int at) {
        boolean canStart = given.get(at) instanceof Group(var open, _)
                ? open != '{'
                : given.get(at) instanceof Leaf leaf
                        && (leaf.isWord()
                                || Set.of("&", "&&", "*", "!", "<", "::").contains(leaf.text()));
        if (!canStart) {
            return -1;
        }
        int end = at;
        while (end < given.size()) {
            switch (given.get(end)) {
                case Leaf(var text) -> {
                    if (Set.of(",", ";", "=>", "=", "|", ":", ">", ">>", "as", "where", "in").contains(text)) {
                        return end > at ? end : -1;
                    }
                    end = text.equals("<") ? angles(given, end) : end + 1;
                }
                case Group(var open, _) -> {
                    boolean isPart = open == '('
                            || open == '['
                                    && (end == at
                                            || given.get(end - 1) instanceof Leaf(var before)
                                                    && (before.startsWith("'")
                                                            || Set.of("&", "mut", "const", "dyn")
                                                                    .contains(before)));
                    if (!isPart) {
                        return end > at ? end : -1;
                    }
                    end++;
                }
            }
        }
        return end;
    }

    private static int until(List<Token> given, int at, Set<String> ends) {
        int end = at;
        while (end < given.size() && !(given.get(end) instanceof Leaf(var text) && ends.contains(text))) {
            end++;
        }
        return end > at ? end : -1;
    }

    // ---------------------------------------------------------------- writing

    private Optional<String> print(List<Token> body, Map<String, Bound> bound) {
        var tokens = new ArrayList<Token>();
        if (!write(body, bound, tokens)) {
            return Optional.empty();
        }
        var text = new StringBuilder();
        MacroTokens.print(tokens, text);
        return Optional.of(text.toString());
    }

    private boolean write(List<Token> body, Map<String, Bound> bound, List<Token> out) {
        for (int at = 0; at < body.size(); at++) {
            if (++printed > LONGEST) {
                return false;
            }
            Token token = body.get(at);
            Optional<Repetition> repetition = repetition(body, at);
            if (repetition.isPresent()) {
                if (!write(repetition.get(), bound, out)) {
                    return false;
                }
                at += repetition.get().length() - 1;
            } else if (isDollar(token) && at + 1 < body.size() && body.get(at + 1) instanceof Leaf(var name)) {
                if (bound.get(name) instanceof Bound.One(var tokens)) {
                    printed += tokens.size();
                    out.addAll(tokens);
                } else if (name.equals("crate")) {
                    out.add(new Leaf("crate"));
                } else {
                    return false;
                }
                at++;
            } else if (token instanceof Group(var open, var inner)) {
                var tokens = new ArrayList<Token>();
                if (!write(inner, bound, tokens)) {
                    return false;
                }
                out.add(new Group(open, tokens));
            } else {
                out.add(token);
            }
        }
        return true;
    }

    private boolean write(Repetition repetition, Map<String, Bound> bound, List<Token> out) {
        int turns = -1;
        List<String> names = names(repetition.tokens(), new ArrayList<>());
        for (String name : names) {
            if (bound.get(name) instanceof Bound.Each(var each)) {
                turns = Math.max(turns, each.size());
            }
        }
        for (int turn = 0; turn < turns; turn++) {
            var inner = new HashMap<>(bound);
            for (String name : names) {
                if (bound.get(name) instanceof Bound.Each(var each) && turn < each.size()) {
                    inner.put(name, each.get(turn));
                }
            }
            if (turn > 0) {
                repetition.separator().ifPresent(separator -> out.add(new Leaf(separator)));
            }
            if (!write(repetition.tokens(), inner, out)) {
                return false;
            }
        }
        return turns >= 0;
    }
}
