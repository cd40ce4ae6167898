// SPDX-License-Identifier: Apache-2.0

package uringlint.lower;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uringlint.ir.Expr;
import uringlint.ir.Place;
import uringlint.ir.Terminator;
import uringlint.ir.Variable;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;

/// Ways out of the ordinary order: labels, loops, returns, each with the drops on the way.
final class Jumps {
    private record Target(FunctionBuilder.Open block, Cleanups cleanups) {}

    private record Goto(FunctionBuilder.Open from, Cleanups cleanups, String label, Span span) {}

    private static final class Label {
        private final FunctionBuilder.Open block = new FunctionBuilder.Open();
        private Optional<Cleanups> cleanups = Optional.empty();
    }

    private final FunctionLowering in;
    private final Map<String, Label> labels = new LinkedHashMap<>();
    private final List<Goto> gotos = new ArrayList<>();
    private Optional<Target> breaks = Optional.empty();
    private Optional<Target> continues = Optional.empty();

    Jumps(FunctionLowering in) {
        this.in = in;
    }

    /// Lowers the body of a loop.
    void loop(FunctionBuilder.Open exit, FunctionBuilder.Open next, Runnable body) {
        Optional<Target> outerContinues = continues;
        continues = Optional.of(new Target(next, in.cleanups));
        breakable(exit, body);
        continues = outerContinues;
    }

    /// Lowers the body of a `switch`.
    void breakable(FunctionBuilder.Open exit, Runnable body) {
        Optional<Target> outerBreaks = breaks;
        breaks = Optional.of(new Target(exit, in.cleanups));
        body.run();
        breaks = outerBreaks;
    }

    void breakOut(SyntaxNode node) {
        go(breaks, node);
    }

    void continueLoop(SyntaxNode node) {
        go(continues, node);
    }

    private void go(Optional<Target> target, SyntaxNode node) {
        if (target.isEmpty()) {
            in.opaque(node, "a jump leads nowhere");
            return;
        }
        FunctionBuilder.Open from = in.builder.current();
        in.cleanups.dropTo(target.get().cleanups(), from, in.span(node));
        in.builder.jump(target.get().block(), in.span(node));
    }

    void goTo(String label, Span span) {
        gotos.add(new Goto(in.builder.current(), in.cleanups, label, span));
        in.builder.jump(target(label), span);
    }

    /// The block of a label.
    FunctionBuilder.Open target(String name) {
        return labels.computeIfAbsent(name, _ -> new Label()).block;
    }

    void label(String name, Span span) {
        target(name);
        Label label = labels.get(name);
        if (label.cleanups.isPresent()) {
            return;
        }
        label.cleanups = Optional.of(in.cleanups);
        in.builder.enter(label.block, span);
    }

    void leave(Expr value, Span span) {
        Expr result = value;
        if (in.cleanups.depth() > 0 && reads(value)) {
            result = new Expr.Read(in.hold(value, span));
        }
        in.cleanups.dropTo(Cleanups.none(), in.builder.current(), span);
        in.builder.leave(new Terminator.Return(result, span));
    }

    private static boolean reads(Expr value) {
        return switch (value) {
            case Expr.Read(Place place) -> place.base().kind() != Variable.Kind.TEMPORARY || !place.isVariable();
            case Expr.Cast(_, var inner) -> reads(inner);
            case Expr.Is(var inner, _) -> reads(inner);
            case Expr.Apply(_, var operands) -> operands.stream().anyMatch(Jumps::reads);
            case Expr.Variant(_, var parts) -> parts.stream().anyMatch(part -> reads(part.value()));
            case Expr.Aggregate(_, var elements) -> elements.stream().anyMatch(element -> reads(element.value()));
            case Expr.Literal _, Expr.Text _, Expr.Symbol _, Expr.Unit _, Expr.AddressOf _ -> false;
        };
    }

    /// Adds what could not be known when a `goto` was met: the drops on its way.
    void finish(Span end) {
        for (Goto jump : gotos) {
            Label label = labels.get(jump.label());
            label.cleanups.ifPresent(at -> jump.cleanups().dropTo(at, jump.from(), jump.span()));
        }
        labels.forEach((name, label) -> {
            if (label.cleanups.isEmpty()) {
                in.file.problem(end, "the label " + name + " is not in sight");
                in.builder.enter(label.block, end);
                in.builder.leave(new Terminator.Unreachable(end));
            }
        });
    }
}
