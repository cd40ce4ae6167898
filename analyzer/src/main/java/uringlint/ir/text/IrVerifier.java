// SPDX-License-Identifier: Apache-2.0

package uringlint.ir.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import uringlint.ir.BasicBlock;
import uringlint.ir.BlockId;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Projection;
import uringlint.ir.Terminator;
import uringlint.ir.Variable;
import uringlint.source.Span;

/// Checks what holds for every function, whatever it was lowered from.
public final class IrVerifier {
    private final Function function;
    private final List<String> faults = new ArrayList<>();
    private final Map<String, Variable> variables = new HashMap<>();

    private IrVerifier(Function function) {
        this.function = function;
    }

    /// What is wrong with the function, a line each.
    public static List<String> verify(Function function) {
        var verifier = new IrVerifier(function);
        verifier.check();
        return List.copyOf(verifier.faults);
    }

    private void check() {
        if (function.blocks().isEmpty()) {
            fault("there is no block");
        }
        span(function.span(), "the function");
        span(function.nameSpan(), "the name");
        function.parameters().forEach(parameter -> {
            variable(parameter);
            if (parameter.kind() != Variable.Kind.PARAMETER) {
                fault(parameter.name() + " is a parameter of another kind");
            }
        });
        for (int index = 0; index < function.blocks().size(); index++) {
            BasicBlock block = function.blocks().get(index);
            if (block.id().index() != index) {
                fault("block " + index + " calls itself " + block.id());
            }
            block.instructions().forEach(instruction -> instruction(block, instruction));
            terminator(block);
        }
        function.spellings().values().forEach(spelled -> written(spelled.span()));
        function.spellings().arguments().values().forEach(spans -> spans.forEach(span -> span.ifPresent(this::written)));
    }

    private void written(Span span) {
        if (!function.span().contains(span)) {
            fault("a value is written outside of the function: " + span);
        }
    }

    private void instruction(BasicBlock block, Instruction instruction) {
        span(instruction.span(), block.id().toString());
        switch (instruction) {
            case Instruction.Assign(var target, var value, _) -> {
                place(target);
                value(value);
            }
            case Instruction.Call(var result, var callee, var arguments, _) -> {
                place(result);
                value(callee);
                arguments.forEach(this::value);
            }
            case Instruction.Drop(var place, _, _) -> place(place);
            case Instruction.Opaque(var touched, _) -> touched.forEach(this::place);
        }
    }

    private void terminator(BasicBlock block) {
        Terminator terminator = block.terminator();
        span(terminator.span(), block.id().toString());
        switch (terminator) {
            case Terminator.Jump(var target, _) -> target(block, target);
            case Terminator.Branch(var condition, var whenTrue, var whenFalse, _) -> {
                value(condition);
                target(block, whenTrue);
                target(block, whenFalse);
            }
            case Terminator.Return(var value, _) -> value(value);
            case Terminator.Unreachable _ -> {}
        }
    }

    private void target(BasicBlock block, BlockId target) {
        if (target.index() < 0 || target.index() >= function.blocks().size()) {
            fault(block.id() + " goes on to " + target + ", which is not there");
        }
    }

    private void value(Expr value) {
        switch (value) {
            case Expr.Read(var place) -> place(place);
            case Expr.AddressOf(var place) -> place(place);
            case Expr.Apply(_, var operands) -> operands.forEach(this::value);
            case Expr.Cast(_, var inner) -> value(inner);
            case Expr.Is(var inner, _) -> value(inner);
            case Expr.Variant(_, var parts) -> parts.forEach(part -> value(part.value()));
            case Expr.Aggregate(_, var elements) -> elements.forEach(element -> {
                element.designators().forEach(this::projection);
                value(element.value());
            });
            case Expr.Literal _, Expr.Text _, Expr.Symbol _, Expr.Unit _ -> {}
        }
    }

    private void place(Place place) {
        variable(place.base());
        place.path().forEach(this::projection);
    }

    private void projection(Projection projection) {
        if (projection instanceof Projection.Index(var index)) {
            value(index);
        }
    }

    /// One name is one variable, with one kind and one type.
    private void variable(Variable variable) {
        Variable known = variables.putIfAbsent(variable.name(), variable);
        if (known != null && !known.equals(variable)) {
            fault("two variables are called " + variable.name() + ": " + known + " and " + variable);
        }
    }

    private void span(Span span, String owner) {
        if (span.end() > function.file().bytes().length) {
            fault(owner + " has a span outside of the file: " + span);
        }
    }

    private void fault(String fault) {
        faults.add(function.name() + ": " + fault);
    }
}
