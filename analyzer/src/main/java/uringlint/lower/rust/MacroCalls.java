// SPDX-License-Identifier: Apache-2.0

package uringlint.lower.rust;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import uringlint.ir.Expr;
import uringlint.ir.Place;
import uringlint.ir.Terminator;
import uringlint.ir.Variable;
import uringlint.lower.FunctionBuilder.Open;
import uringlint.lower.rust.BodyLowering.Operand;
import uringlint.lower.rust.BodyLowering.Slot;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;

/// Lowers macros: those of the kernel by what they stand for, those of the file by their bodies, others as calls of what is not known.
final class MacroCalls {
    private static final Set<String> LOGS = Set.of(
            "pr_info",
            "pr_err",
            "pr_warn",
            "pr_debug",
            "pr_notice",
            "pr_alert",
            "pr_crit",
            "pr_emerg",
            "pr_cont",
            "pr_info_once",
            "dev_info",
            "dev_err",
            "dev_warn",
            "dev_dbg",
            "dev_notice",
            "dev_alert",
            "dev_crit",
            "dev_emerg",
            "println",
            "print",
            "eprintln",
            "eprint",
            "seq_print",
            "seq_printf",
            "pr_warn_once",
            "pr_err_once");
    private static final Set<String> INITIALIZERS =
            Set.of("pin_init", "try_pin_init", "init", "try_init", "pin_data_init");
    private static final Set<String> CHECKS = Set.of(
            "build_assert",
            "build_error",
            "static_assert",
            "const_assert",
            "assert",
            "assert_eq",
            "assert_ne",
            "debug_assert",
            "debug_assert_eq",
            "warn_on",
            "compile_error",
            "kunit_assert",
            "kunit_assert_eq",
            "assert_pinned",
            "dbg");
    private static final Set<String> TEXTS = Set.of(
            "new_work",
            "new_delayed_work",
            "new_condvar",
            "new_poll_condvar",
            "c_str",
            "fmt",
            "format_args",
            "optional_name",
            "static_lock_class",
            "env",
            "stringify",
            "concat",
            "cfg",
            "line",
            "file",
            "module_path",
            "str",
            "column",
            "include_str",
            // Code that writes code.
            "quote",
            "quote_spanned",
            "parse_quote",
            "parse_quote_spanned",
            "Token",
            "format_ident");
    private static final Set<String> OTHERS = Set.of(
            "stack_pin_init",
            "stack_try_pin_init",
            "vec",
            "kvec",
            "format",
            "write",
            "writeln",
            "addr_of",
            "addr_of_mut",
            "raw_const",
            "raw_mut",
            "unreachable",
            "panic",
            "todo",
            "unimplemented",
            "matches",
            "container_of",
            "offset_of",
            "size_of");
    private static final Set<String> LOCK_MACROS = Set.of("new_mutex", "new_spinlock", "new_spinlock_irq", "new_rwsem");

    /// `&this in`
    private static final Pattern THIS = Pattern.compile("^\\s*&\\s*(\\w+)\\s+in\\s");

    private final BodyLowering in;

    MacroCalls(BodyLowering in) {
        this.in = in;
    }

    Operand value(SyntaxNode node, RustType expected) {
        String path = node.child("macro").map(SyntaxNode::text).orElse("");
        String name = path.substring(path.lastIndexOf(':') + 1);
        Optional<SyntaxNode> tokens = node.namedChildren().stream()
                .filter(child -> child.kind().equals("token_tree"))
                .findFirst();
        if (tokens.isEmpty()) {
            return in.opaque(node, "a macro is not understood");
        }
        SyntaxNode own = in.items.macros.get(name);
        if (name.equals("paste") || own != null && (own.tree().file().equals(in.file) || !isKnown(name))) {
            return in.expansion.expand(name, node, tokens.get(), expected);
        }
        return library(name, node, tokens.get(), expected);
    }

    /// A macro of the libraries, lowered by what it stands for.
    private Operand library(String name, SyntaxNode node, SyntaxNode tokens, RustType expected) {
        if (LOGS.contains(name)) {
            return log(name, node, tokens);
        }
        if (INITIALIZERS.contains(name)) {
            return initializer(node, tokens, expected);
        }
        if (LOCK_MACROS.contains(name)) {
            return locked(tokens, expected);
        }
        return switch (name) {
            case "addr_of", "addr_of_mut", "raw_const", "raw_mut" -> address(name, node, tokens);
            case "unreachable", "panic", "todo", "unimplemented" -> {
                in.builder.leave(new Terminator.Unreachable(in.span(node)));
                yield new Operand(new Expr.Unit(), RustType.path("!"));
            }
            case "stack_pin_init", "stack_try_pin_init" -> pinned(node, tokens);
            case "vec", "kvec" -> vector(name, node, tokens, expected);
            case "format", "write", "writeln" -> new Operand(log(name, node, tokens).value(), expected);
            case "matches" -> matches(node, tokens);
            case "container_of" -> container(node, tokens);
            case "offset_of", "size_of" ->
                new Operand(new Expr.Apply("sizeof", List.of(new Expr.Symbol(name))), RustType.USIZE);
            default ->
                TEXTS.contains(name)
                        ? new Operand(
                                new Expr.Text(node.text()),
                                expected instanceof RustType.Unknown ? RustType.path(name) : expected)
                        : CHECKS.contains(name)
                                ? check(name, node, tokens)
                                : other(name, node, tokens, expected);
        };
    }

    /// Whether a macro of the libraries is known by what it stands for, however it is defined.
    private static boolean isKnown(String name) {
        return LOGS.contains(name)
                || INITIALIZERS.contains(name)
                || LOCK_MACROS.contains(name)
                || CHECKS.contains(name)
                || TEXTS.contains(name)
                || OTHERS.contains(name);
    }

    // ---------------------------------------------------------------- reading tokens

    /// The arguments of a macro, parsed as those of a call. Nothing where they are none.
    List<SyntaxNode> arguments(SyntaxNode tokens) {
        return parsed(tokens).orElse(List.of());
    }

    private Optional<List<SyntaxNode>> parsed(SyntaxNode tokens) {
        return in.fragments
                .call(tokens)
                .map(call -> call.child("arguments").map(SyntaxNode::namedChildren).orElse(List.of()).stream()
                        .filter(child -> !Values.isComment(child))
                        .toList());
    }

    // ---------------------------------------------------------------- kernel macros

    private Operand log(String name, SyntaxNode node, SyntaxNode tokens) {
        var operands = new ArrayList<Operand>();
        for (SyntaxNode argument : arguments(tokens)) {
            SyntaxNode value = argument.kind().equals("assignment_expression")
                    ? argument.child("right").orElse(argument)
                    : argument;
            if (!value.kind().endsWith("string_literal")) {
                operands.add(in.values.value(value, RustType.UNKNOWN));
            }
        }
        return new Operand(in.call(name, RustType.UNIT, node, operands).value(), RustType.UNIT);
    }

    private Operand check(String name, SyntaxNode node, SyntaxNode tokens) {
        var operands = new ArrayList<Operand>();
        for (SyntaxNode argument : arguments(tokens)) {
            if (!argument.kind().endsWith("string_literal")) {
                operands.add(in.values.value(argument, RustType.UNKNOWN));
            }
        }
        return in.call(name + "!", RustType.BOOL, node, operands);
    }

    /// `pin_init!(Type { field <- value, .. })` makes the structure; `field: value` and `field <- value` are the same to the analysis.
    private Operand initializer(SyntaxNode node, SyntaxNode tokens, RustType expected) {
        Span inside = MacroFragments.inside(tokens);
        String text = new String(
                MacroFragments.plain(tokens),
                inside.start(),
                inside.length(),
                java.nio.charset.StandardCharsets.ISO_8859_1);
        var blanked = new ArrayList<Span>();
        int open = text.indexOf('{');
        int close = closing(text, open);
        RustType self = in.names.getOrDefault("Self", RustType.UNKNOWN);
        RustType made = in.types.isResult(expected) || expected instanceof RustType.Unknown ? self : expected;
        var place = THIS.matcher(text);
        if (place.find()) {
            blanked.add(new Span(inside.start(), inside.start() + place.end()));
            var variable = in.declare(place.group(1), Variable.Kind.LOCAL, RustType.path("NonNull", made));
            in.assign(
                    Place.of(variable),
                    in.call("pin_init::this", RustType.path("NonNull", made), node, List.of())
                            .value(),
                    in.span(node));
        }
        if (close >= 0) {
            blanked.add(new Span(inside.start() + close + 1, inside.end()));
        }
        return in.fragments
                .initializer(tokens, blanked)
                .map(value -> in.values.value(value, made))
                .orElseGet(() -> in.opaque(node, "an initializer is not understood"));
    }

    private static int closing(String text, int open) {
        int level = 0;
        for (int at = Math.max(open, 0); at < text.length(); at++) {
            if (text.charAt(at) == '{') {
                level++;
            } else if (text.charAt(at) == '}' && --level == 0) {
                return at;
            }
        }
        return -1;
    }

    /// `new_mutex!(value, "name")` is the value that the lock protects.
    private Operand locked(SyntaxNode tokens, RustType expected) {
        return arguments(tokens).stream()
                .findFirst()
                .map(argument -> in.values.consume(
                        argument, in.types.isWrapper(expected) ? in.types.resolve(expected).argument(0) : RustType.UNKNOWN))
                .orElse(Values.UNIT);
    }

    private Operand address(String name, SyntaxNode node, SyntaxNode tokens) {
        List<SyntaxNode> arguments = arguments(tokens);
        if (arguments.size() != 1) {
            return in.opaque(node, "an address is not understood");
        }
        Slot slot = in.places.place(arguments.getFirst());
        return new Operand(RustPlaces.address(slot.place()), new RustType.Raw(name.endsWith("mut"), slot.type()));
    }

    /// `stack_pin_init!(let name = initializer)`
    private Operand pinned(SyntaxNode node, SyntaxNode tokens) {
        Span inside = MacroFragments.inside(tokens);
        String text = new String(
                MacroFragments.plain(tokens),
                inside.start(),
                inside.length(),
                java.nio.charset.StandardCharsets.ISO_8859_1);
        int question = text.indexOf("=?");
        List<Span> blanked = question < 0 ? List.of() : List.of(new Span(inside.start() + question + 1, inside.start() + question + 2));
        Optional<SyntaxNode> declaration = in.fragments.declaration(tokens, blanked);
        if (declaration.isEmpty()) {
            return in.opaque(node, "an initializer is not understood");
        }
        in.control.let(declaration.get());
        return Values.UNIT;
    }

    /// `kvec![value; count]`, or elements.
    private Operand vector(String name, SyntaxNode node, SyntaxNode tokens, RustType expected) {
        List<Span> parts = MacroFragments.split(tokens, ';');
        Optional<SyntaxNode> value = parts.size() == 2 ? in.fragments.expression(tokens, parts.getFirst()) : Optional.empty();
        Optional<SyntaxNode> count = parts.size() == 2 ? in.fragments.expression(tokens, parts.getLast()) : Optional.empty();
        if (value.isEmpty() || count.isEmpty()) {
            return other(name, node, tokens, expected);
        }
        Operand element = in.values.consume(value.get(), RustType.UNKNOWN);
        return in.call(name + "!", expected, node, List.of(element, in.values.value(count.get(), RustType.USIZE)));
    }

    private Operand matches(SyntaxNode node, SyntaxNode tokens) {
        Optional<MacroFragments.Match> parts = in.fragments.matches(tokens);
        if (parts.isEmpty()) {
            return other("matches", node, tokens, RustType.BOOL);
        }
        var yes = new Open();
        var no = new Open();
        var before = in.cleanups;
        var outer = in.scope;
        in.scope = new RustScope(Optional.of(outer));
        in.conditions.matches(parts.get().value(), parts.get().arm(), yes, no);
        Operand result = in.conditions.truth(node, yes, no, before, before);
        in.scope = outer;
        return result;
    }

    /// `container_of!(pointer, Type, field)`
    private Operand container(SyntaxNode node, SyntaxNode tokens) {
        List<Span> parts = MacroFragments.split(tokens, ',');
        // The type may have commas in its arguments.
        Optional<SyntaxNode> value = parts.size() < 3 ? Optional.empty() : in.fragments.expression(tokens, parts.getFirst());
        if (value.isEmpty()) {
            return other("container_of", node, tokens, RustType.UNKNOWN);
        }
        boolean isTrailing = text(tokens, parts.getLast()).isEmpty();
        Span field = parts.get(parts.size() - (isTrailing ? 2 : 1));
        Operand pointer = in.values.value(value.get(), RustType.UNKNOWN);
        String spelled = text(
                        tokens,
                        new Span(parts.get(1).start(), Math.max(parts.get(1).start(), field.start() - 1)))
                .replaceAll("<.*", "");
        String type = spelled.substring(spelled.lastIndexOf(':') + 1);
        RustType self = in.names.getOrDefault("Self", RustType.UNKNOWN);
        String known = type.equals("Self") && !self.name().isEmpty() ? self.name() : type;
        return in.call(
                "container_of",
                new RustType.Raw(true, RustType.path(known)),
                node,
                List.of(
                        pointer,
                        new Operand(new Expr.Symbol("struct " + known), RustType.UNKNOWN),
                        new Operand(new Expr.Symbol(text(tokens, field)), RustType.UNKNOWN)));
    }

    private static String text(SyntaxNode tokens, Span part) {
        return new String(
                        tokens.tree().prepared().bytes(),
                        part.start(),
                        part.length(),
                        java.nio.charset.StandardCharsets.UTF_8)
                .replaceAll("\\s+", "");
    }

    /// `project!(mut pointer, .field[try: index])`: a pointer into what the first argument points to.
    private Operand projected(SyntaxNode node, SyntaxNode tokens, RustType expected) {
        Span first = MacroFragments.split(tokens, ',').getFirst();
        boolean isMutable = text(tokens, first).startsWith("mut");
        var bare = new Span(isMutable ? first.start() + "mut ".length() : first.start(), first.end());
        Optional<SyntaxNode> pointer = in.fragments.expression(tokens, bare);
        List<Operand> operands = pointer.map(value -> List.of(in.values.value(value, RustType.UNKNOWN))).orElse(List.of());
        return in.call("project!", expected, node, operands);
    }

    /// A macro that nobody knows gets its arguments, as far as they are values.
    private Operand other(String name, SyntaxNode node, SyntaxNode tokens, RustType expected) {
        Optional<List<SyntaxNode>> arguments = parsed(tokens);
        if (arguments.isEmpty()) {
            return name.equals("project") ? projected(node, tokens, expected)
                    : in.opaque(node, "the macro `" + name + "` is not understood");
        }
        var operands = new ArrayList<Operand>();
        for (SyntaxNode argument : arguments.get()) {
            operands.add(in.values.consume(argument, RustType.UNKNOWN));
        }
        return in.call(new Expr.Symbol(name + "!"), expected, node, operands, arguments.get());
    }
}
