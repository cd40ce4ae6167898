package uringlint.lower.rust;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import uringlint.ir.Expr;
import uringlint.ir.Terminator;
import uringlint.lower.FunctionBuilder.Open;
import uringlint.lower.rust.BodyLowering.Operand;
import uringlint.lower.rust.BodyLowering.Slot;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;

/// Lowers macros: those of the kernel by what they stand for, those of the file by their bodies, others as calls of what is not known.
final class MacroCalls {
    private static final Set<String> LOGS = Set.of(
            "pr_info", "pr_err", "pr_warn", "pr_debug", "pr_notice", "pr_alert", "pr_crit", "pr_emerg", "pr_cont", "pr_info_once", "dev_info", "dev_err", "dev_warn", "dev_dbg",
            "dev_notice", "dev_alert", "dev_crit", "dev_emerg", "println", "seq_print", "pr_warn_once", "pr_err_once");
    private static final Set<String> INITIALIZERS = Set.of("pin_init", "try_pin_init", "init", "try_init", "pin_data_init", "stack_pin_init", "stack_try_pin_init");
    private static final Set<String> CHECKS = Set.of(
            "build_assert", "build_error", "static_assert", "const_assert", "assert", "assert_eq", "assert_ne", "debug_assert", "debug_assert_eq", "warn_on", "compile_error", "kunit_assert",
            "kunit_assert_eq", "assert_pinned", "dbg");
    private static final Set<String> LOCK_MACROS = Set.of("new_mutex", "new_spinlock", "new_rwsem");

    private final BodyLowering in;

    MacroCalls(BodyLowering in) {
        this.in = in;
    }

    Operand value(SyntaxNode node, RustType expected) {
        String path = node.child("macro").map(SyntaxNode::text).orElse("");
        String name = path.substring(path.lastIndexOf(':') + 1);
        Optional<SyntaxNode> tokens = node.namedChildren().stream().filter(child -> child.kind().equals("token_tree")).findFirst();
        if (tokens.isEmpty()) {
            return in.opaque(node, "a macro is not understood");
        }
        if (in.items.macros.containsKey(name)) {
            return in.expansion.expand(name, node, tokens.get(), expected);
        }
        if (LOGS.contains(name)) {
            return log(name, node, tokens.get());
        }
        if (INITIALIZERS.contains(name)) {
            return initializer(node, tokens.get(), expected);
        }
        if (LOCK_MACROS.contains(name)) {
            return arguments(tokens.get()).stream().findFirst().map(argument -> in.values.consume(argument, in.types.isWrapper(expected) ? in.types.resolve(expected).argument(0) : RustType.UNKNOWN))
                    .orElse(Values.UNIT);
        }
        return switch (name) {
            case "addr_of", "addr_of_mut", "raw_const", "raw_mut" -> {
                List<SyntaxNode> arguments = arguments(tokens.get());
                if (arguments.size() != 1) {
                    yield in.opaque(node, "an address is not understood");
                }
                Slot slot = in.places.place(arguments.getFirst());
                yield new Operand(Places.address(slot.place()), new RustType.Raw(name.endsWith("mut"), slot.type()));
            }
            case "unreachable", "panic", "todo", "unimplemented" -> {
                in.builder.leave(new Terminator.Unreachable(in.span(node)));
                yield new Operand(new Expr.Unit(), RustType.path("!"));
            }
            case "matches" -> matches(node, tokens.get());
            case "container_of" -> container(node, tokens.get());
            case "new_work", "new_delayed_work", "new_condvar", "new_poll_condvar", "c_str", "fmt", "format_args", "optional_name", "static_lock_class", "env", "stringify", "concat", "cfg", "line",
                    "file", "module_path", "str" -> new Operand(new Expr.Text(node.text()), expected instanceof RustType.Unknown ? RustType.path(name) : expected);
            case "offset_of", "size_of" -> new Operand(new Expr.Apply("sizeof", List.of(new Expr.Symbol(name))), RustType.USIZE);
            default -> CHECKS.contains(name) ? check(name, node, tokens.get()) : other(name, node, tokens.get(), expected);
        };
    }

    // ---------------------------------------------------------------- reading tokens

    /// The arguments of a macro, parsed as those of a call. Nothing where they are none.
    List<SyntaxNode> arguments(SyntaxNode tokens) {
        return parsed(tokens, List.of()).orElse(List.of());
    }

    private Optional<List<SyntaxNode>> parsed(SyntaxNode tokens, List<Span> blanked) {
        return in.fragments.call(tokens, blanked).map(call ->
                call.child("arguments").map(SyntaxNode::namedChildren).orElse(List.of()).stream().filter(child -> !Values.isComment(child)).toList());
    }

    // ---------------------------------------------------------------- kernel macros

    private Operand log(String name, SyntaxNode node, SyntaxNode tokens) {
        var operands = new ArrayList<Operand>();
        for (SyntaxNode argument : arguments(tokens)) {
            SyntaxNode value = argument.kind().equals("assignment_expression") ? argument.child("right").orElse(argument) : argument;
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
        byte[] bytes = node.tree().prepared().bytes();
        var blanked = new ArrayList<Span>();
        int start = tokens.span().start() + 1;
        int end = tokens.span().end() - 1;
        String text = new String(bytes, start, end - start, java.nio.charset.StandardCharsets.ISO_8859_1);
        int open = text.indexOf('{');
        int close = closing(text, open);
        int in_ = text.indexOf(" in ");
        if (in_ >= 0 && in_ < open && text.stripLeading().startsWith("&")) {
            blanked.add(new Span(start, start + in_ + 4));
        }
        if (close >= 0) {
            blanked.add(new Span(start + close + 1, end));
        }
        Optional<List<SyntaxNode>> arguments = parsed(tokens, blanked);
        if (arguments.isEmpty() || arguments.get().size() != 1 || !arguments.get().getFirst().kind().equals("struct_expression")) {
            return in.opaque(node, "an initializer is not understood");
        }
        RustType self = in.names.getOrDefault("Self", RustType.UNKNOWN);
        return in.values.value(arguments.get().getFirst(), in.types.isResult(expected) || expected instanceof RustType.Unknown ? self : expected);
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

    private Operand matches(SyntaxNode node, SyntaxNode tokens) {
        Optional<Fragments.Match> parts = in.fragments.matches(tokens);
        if (parts.isEmpty()) {
            return other("matches", node, tokens, RustType.BOOL);
        }
        var yes = new Open();
        var no = new Open();
        var before = in.cleanups;
        var outer = in.scope;
        in.scope = new BodyLowering.Scope(Optional.of(outer));
        in.conditions.matches(parts.get().value(), parts.get().arm(), yes, no);
        Operand result = in.conditions.truth(node, yes, no, before, before);
        in.scope = outer;
        return result;
    }

    /// `container_of!(pointer, Type, field)`
    private Operand container(SyntaxNode node, SyntaxNode tokens) {
        List<SyntaxNode> arguments = arguments(tokens);
        if (arguments.size() != 3) {
            return other("container_of", node, tokens, RustType.UNKNOWN);
        }
        Operand pointer = in.values.value(arguments.getFirst(), RustType.UNKNOWN);
        String type = Invocations.parts(arguments.get(1)).stream().reduce((_, last) -> last).orElse("");
        return in.call("container_of", new RustType.Raw(true, RustType.path(type)), node, List.of(
                pointer, new Operand(new Expr.Symbol("struct " + type), RustType.UNKNOWN), new Operand(new Expr.Symbol(arguments.get(2).text().replace(" ", "")), RustType.UNKNOWN)));
    }

    /// A macro that nobody knows gets its arguments, as far as they are values.
    private Operand other(String name, SyntaxNode node, SyntaxNode tokens, RustType expected) {
        Optional<List<SyntaxNode>> arguments = parsed(tokens, List.of());
        if (arguments.isEmpty()) {
            return in.opaque(node, "the macro `" + name + "` is not understood");
        }
        var operands = new ArrayList<Operand>();
        for (SyntaxNode argument : arguments.get()) {
            operands.add(in.values.consume(argument, RustType.UNKNOWN));
        }
        return in.call(new Expr.Symbol(name + "!"), expected, node, operands, arguments.get());
    }
}
