// SPDX-License-Identifier: Apache-2.0

package uringlint.ir.text;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import uringlint.ir.BasicBlock;
import uringlint.ir.Constant;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Global;
import uringlint.ir.Implementation;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Prototype;
import uringlint.ir.Signature;
import uringlint.ir.Terminator;
import uringlint.ir.TranslationUnit;
import uringlint.ir.Type;
import uringlint.ir.TypeDeclaration;
import uringlint.ir.Variable;
import uringlint.source.Span;

/// Prints units, functions and what stands in them. Each method appends one kind of thing.
final class IrPrinter {
    private final StringBuilder out = new StringBuilder();
    private final ValuePrinter values = new ValuePrinter(out);
    private final boolean hasSpans;

    private IrPrinter(boolean hasSpans) {
        this.hasSpans = hasSpans;
    }

    static IrPrinter plain() {
        return new IrPrinter(false);
    }

    static IrPrinter withSpans() {
        return new IrPrinter(true);
    }

    String unit(TranslationUnit unit) {
        unit.includes().forEach(name -> out.append("include \"").append(name).append("\"\n"));
        unit.types().forEach(this::declaration);
        unit.constants().forEach(constant -> {
            out.append("const ");
            constant(constant);
            out.append('\n');
        });
        unit.assertions().forEach(condition -> {
            out.append("assert ");
            values.value(condition);
            out.append('\n');
        });
        unit.globals().forEach(this::global);
        unit.setups().forEach(setup -> {
            out.append("setup");
            instruction(setup);
        });
        unit.prototypes().forEach(this::prototype);
        for (Implementation implementation : unit.implementations()) {
            out.append("impl ").append(implementation.isUnsafe() ? "unsafe " : "").append(implementation.isDerived() ? "derived " : "")
                    .append(ValuePrinter.name(implementation.trait())).append(" for ").append(ValuePrinter.name(implementation.type()));
            implementation.methods().forEach(method -> out.append(' ').append(ValuePrinter.name(method)));
            attributes(implementation.free());
            out.append("\n");
        }
        unit.functions().forEach(this::appendFunction);
        return out.toString();
    }

    String function(Function function) {
        appendFunction(function);
        return out.toString();
    }

    private void declaration(TypeDeclaration type) {
        switch (type) {
            case TypeDeclaration.Composite(var keyword, var name, var members, var attributes, _) -> {
                out.append(ValuePrinter.keyword(keyword)).append(' ').append(ValuePrinter.tag(name));
                attributes(attributes);
                out.append(" {\n");
                for (TypeDeclaration.Member member : members) {
                    out.append("  ").append(member.name().isEmpty() ? "_" : member.name()).append(": ");
                    values.type(member.type());
                    member.bits().ifPresent(bits -> out.append(" : ").append(bits));
                    attributes(member.attributes());
                    out.append('\n');
                }
                out.append("}\n");
            }
            case TypeDeclaration.Alias(var name, var target, var attributes, _) -> {
                out.append("typedef ").append(name).append(" = ");
                values.type(target);
                attributes(attributes);
                out.append('\n');
            }
            case TypeDeclaration.Enumeration(var name, var constants, var attributes, _) -> {
                out.append("enum ").append(ValuePrinter.tag(name));
                attributes(attributes);
                out.append(" {\n");
                for (Constant constant : constants) {
                    out.append("  ");
                    constant(constant);
                    out.append('\n');
                }
                out.append("}\n");
            }
        }
    }

    private void attributes(List<String> attributes) {
        for (String attribute : attributes) {
            out.append(" \"").append(ValuePrinter.oneLine(attribute)).append('"');
        }
    }

    private void constant(Constant constant) {
        out.append(constant.name()).append(" = ");
        values.value(constant.value());
    }

    private void global(Global global) {
        out.append(global.isConstant() ? "fixed global " : "global ").append(ValuePrinter.name(global.variable().name())).append(": ");
        values.type(global.variable().type());
        if (!(global.initializer() instanceof Expr.Unit)) {
            out.append(" = ");
            values.value(global.initializer());
        }
        out.append('\n');
    }

    private void prototype(Prototype prototype) {
        out.append("proto ");
        values.type(prototype.result());
        out.append(' ').append(ValuePrinter.name(prototype.name())).append('(');
        values.types(prototype.parameters());
        out.append(")\n");
    }

    /// `declare Owner for Trait by value unsafe public "P" "Q" -> "R" # "attribute"`; what is not there is left out.
    private void signature(Signature signature) {
        out.append("declare");
        if (!signature.owner().isEmpty()) {
            out.append(' ').append(ValuePrinter.name(signature.owner()));
        }
        if (!signature.trait().isEmpty()) {
            out.append(" for ").append(ValuePrinter.name(signature.trait()));
        }
        if (signature.receiver() != Signature.Receiver.NONE) {
            out.append(" by ").append(signature.receiver().name().toLowerCase(java.util.Locale.ROOT));
        }
        out.append(signature.isUnsafe() ? " unsafe" : "").append(signature.isPublic() ? " public" : "");
        signature.parameters().forEach(parameter -> out.append(" \"").append(parameter).append('"'));
        out.append(" -> \"").append(signature.result()).append('"');
        signature.attributes().forEach(attribute -> out.append(" \"").append(attribute.replace("\"", "'")).append('"'));
        out.append('\n');
    }

    private void appendFunction(Function function) {
        if (!function.signature().equals(Signature.NONE)) {
            signature(function.signature());
        }
        out.append("fn ").append(function.linkage() == Function.Linkage.INTERNAL ? "static " : "");
        values.type(function.result());
        out.append(' ').append(ValuePrinter.name(function.name())).append('(');
        String separator = "";
        for (Variable parameter : function.parameters()) {
            out.append(separator).append(ValuePrinter.name(parameter.name())).append(": ");
            values.type(parameter.type());
            separator = ", ";
        }
        out.append(function.isVariadic() ? separator + "...) {\n" : ") {\n");
        Map<String, Variable> variables = UsedVariables.of(function);
        function.parameters().forEach(parameter -> variables.put(parameter.name(), parameter));
        values.within(variables);
        variables.values().stream().sorted(Comparator.comparing(Variable::kind)).forEach(this::declared);
        for (BasicBlock block : function.blocks()) {
            out.append(block.id()).append(":\n");
            block.instructions().forEach(this::instruction);
            terminator(block.terminator());
        }
        out.append("}\n");
        values.within(Map.of());
    }

    private void declared(Variable variable) {
        boolean isPlain = variable.kind() == Variable.Kind.TEMPORARY && variable.type().equals(Type.UNKNOWN);
        if (variable.kind() == Variable.Kind.PARAMETER || isPlain) {
            return;
        }
        out.append("  ").append(switch (variable.kind()) {
            case LOCAL -> "local ";
            case GLOBAL -> "global ";
            case TEMPORARY, PARAMETER -> "temp ";
        });
        out.append(ValuePrinter.name(variable.name())).append(": ");
        values.type(variable.type());
        out.append('\n');
    }

    private void instruction(Instruction instruction) {
        out.append("  ");
        switch (instruction) {
            case Instruction.Assign(var target, var value, _) -> {
                values.place(target);
                out.append(" = ");
                values.value(value);
            }
            case Instruction.Call(var result, var callee, var arguments, _) -> {
                values.place(result);
                out.append(" = call ");
                values.callee(callee);
                out.append('(');
                values.list(arguments);
                out.append(')');
            }
            case Instruction.Drop(var place, var cleanup, _) -> {
                out.append("drop ");
                values.place(place);
                out.append(" \"").append(cleanup).append('"');
            }
            case Instruction.Opaque(var touched, _) -> {
                out.append("opaque");
                String separator = " ";
                for (Place place : touched) {
                    out.append(separator);
                    values.place(place);
                    separator = ", ";
                }
            }
        }
        end(instruction.span());
    }

    private void terminator(Terminator terminator) {
        out.append("  ");
        switch (terminator) {
            case Terminator.Jump(var target, _) -> out.append("jump ").append(target);
            case Terminator.Branch(var condition, var whenTrue, var whenFalse, _) -> {
                out.append("branch ");
                values.value(condition);
                out.append(" ? ").append(whenTrue).append(" : ").append(whenFalse);
            }
            case Terminator.Return(Expr.Unit _, _) -> out.append("return");
            case Terminator.Return(var value, _) -> {
                out.append("return ");
                values.value(value);
            }
            case Terminator.Unreachable _ -> out.append("unreachable");
        }
        end(terminator.span());
    }

    private void end(Span span) {
        if (hasSpans) {
            out.append(" @").append(span.start()).append("..").append(span.end());
        }
        out.append('\n');
    }
}
