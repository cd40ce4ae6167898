// SPDX-License-Identifier: Apache-2.0

package uringlint.ir.text;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import uringlint.ir.BasicBlock;
import uringlint.ir.Constant;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Implementation;
import uringlint.ir.Global;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Projection;
import uringlint.ir.Prototype;
import uringlint.ir.Signature;
import uringlint.ir.Terminator;
import uringlint.ir.TranslationUnit;
import uringlint.ir.Type;
import uringlint.ir.TypeDeclaration;
import uringlint.ir.Variable;
import uringlint.source.Span;

/// Prints the IR. Each method appends one kind of thing.
final class IrPrinter {
    private final StringBuilder out = new StringBuilder();
    private final boolean hasSpans;
    private Map<String, Variable> variables = Map.of();

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
            value(condition);
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
                    .append(name(implementation.trait())).append(" for ").append(name(implementation.type()));
            implementation.methods().forEach(method -> out.append(' ').append(name(method)));
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
                out.append(keyword(keyword)).append(' ').append(tag(name));
                attributes(attributes);
                out.append(" {\n");
                for (TypeDeclaration.Member member : members) {
                    out.append("  ").append(member.name().isEmpty() ? "_" : member.name()).append(": ");
                    type(member.type());
                    member.bits().ifPresent(bits -> out.append(" : ").append(bits));
                    attributes(member.attributes());
                    out.append('\n');
                }
                out.append("}\n");
            }
            case TypeDeclaration.Alias(var name, var target, var attributes, _) -> {
                out.append("typedef ").append(name).append(" = ");
                type(target);
                attributes(attributes);
                out.append('\n');
            }
            case TypeDeclaration.Enumeration(var name, var constants, var attributes, _) -> {
                out.append("enum ").append(tag(name));
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
            out.append(" \"").append(oneLine(attribute)).append('"');
        }
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }

    private void constant(Constant constant) {
        out.append(constant.name()).append(" = ");
        value(constant.value());
    }

    private void global(Global global) {
        out.append(global.isConstant() ? "fixed global " : "global ").append(name(global.variable().name())).append(": ");
        type(global.variable().type());
        if (!(global.initializer() instanceof Expr.Unit)) {
            out.append(" = ");
            value(global.initializer());
        }
        out.append('\n');
    }

    private void prototype(Prototype prototype) {
        out.append("proto ");
        type(prototype.result());
        out.append(' ').append(name(prototype.name())).append('(');
        types(prototype.parameters());
        out.append(")\n");
    }

    /// `declare Owner for Trait by value unsafe public "P" "Q" -> "R" # "attribute"`; what is not there is left out.
    private void signature(Signature signature) {
        out.append("declare");
        if (!signature.owner().isEmpty()) {
            out.append(' ').append(name(signature.owner()));
        }
        if (!signature.trait().isEmpty()) {
            out.append(" for ").append(name(signature.trait()));
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
        type(function.result());
        out.append(' ').append(name(function.name())).append('(');
        String separator = "";
        for (Variable parameter : function.parameters()) {
            out.append(separator).append(name(parameter.name())).append(": ");
            type(parameter.type());
            separator = ", ";
        }
        out.append(") {\n");
        variables = UsedVariables.of(function);
        function.parameters().forEach(parameter -> variables.put(parameter.name(), parameter));
        variables.values().stream().sorted(Comparator.comparing(Variable::kind)).forEach(this::declared);
        for (BasicBlock block : function.blocks()) {
            out.append(block.id()).append(":\n");
            block.instructions().forEach(this::instruction);
            terminator(block.terminator());
        }
        out.append("}\n");
        variables = Map.of();
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
        out.append(name(variable.name())).append(": ");
        type(variable.type());
        out.append('\n');
    }

    private void instruction(Instruction instruction) {
        out.append("  ");
        switch (instruction) {
            case Instruction.Assign(var target, var value, _) -> {
                place(target);
                out.append(" = ");
                value(value);
            }
            case Instruction.Call(var result, var callee, var arguments, _) -> {
                place(result);
                out.append(" = call ");
                callee(callee);
                out.append('(');
                values(arguments);
                out.append(')');
            }
            case Instruction.Drop(var place, var cleanup, _) -> {
                out.append("drop ");
                place(place);
                out.append(" \"").append(cleanup).append('"');
            }
            case Instruction.Opaque(var touched, _) -> {
                out.append("opaque");
                String separator = " ";
                for (Place place : touched) {
                    out.append(separator);
                    place(place);
                    separator = ", ";
                }
            }
        }
        end(instruction.span());
    }

    private void callee(Expr callee) {
        if (callee instanceof Expr.Symbol || callee instanceof Expr.Read) {
            value(callee);
        } else {
            out.append('(');
            value(callee);
            out.append(')');
        }
    }

    private void terminator(Terminator terminator) {
        out.append("  ");
        switch (terminator) {
            case Terminator.Jump(var target, _) -> out.append("jump ").append(target);
            case Terminator.Branch(var condition, var whenTrue, var whenFalse, _) -> {
                out.append("branch ");
                value(condition);
                out.append(" ? ").append(whenTrue).append(" : ").append(whenFalse);
            }
            case Terminator.Return(Expr.Unit _, _) -> out.append("return");
            case Terminator.Return(var value, _) -> {
                out.append("return ");
                value(value);
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

    private void values(List<Expr> values) {
        String separator = "";
        for (Expr value : values) {
            out.append(separator);
            value(value);
            separator = ", ";
        }
    }

    private void value(Expr value) {
        switch (value) {
            case Expr.Literal(_, var text) -> out.append(text);
            case Expr.Text(var text) -> out.append('"').append(text.replace("\n", "\\\n")).append('"');
            case Expr.Symbol(var name) -> symbol(name);
            case Expr.Unit _ -> out.append("()");
            case Expr.Read(var place) -> place(place);
            case Expr.AddressOf(var place) -> {
                out.append('&');
                place(place);
            }
            case Expr.Apply(var operator, var operands) -> apply(operator, operands);
            case Expr.Cast(var type, var inner) -> {
                out.append("cast<");
                type(type);
                out.append(">(");
                value(inner);
                out.append(')');
            }
            case Expr.Aggregate(var type, var elements) -> {
                out.append("aggregate<");
                type(type);
                out.append(">{");
                String separator = "";
                for (Expr.Element element : elements) {
                    out.append(separator);
                    element.designators().forEach(this::projection);
                    out.append(element.designators().isEmpty() ? "" : " = ");
                    value(element.value());
                    separator = ", ";
                }
                out.append('}');
            }
            case Expr.Variant(var variant, var parts) -> {
                out.append('#').append(variant.isEmpty() ? "" : name(variant)).append('{');
                String separator = "";
                for (Expr.Part part : parts) {
                    out.append(separator).append(name(part.name())).append(" = ");
                    value(part.value());
                    separator = ", ";
                }
                out.append('}');
            }
            case Expr.Is(var inner, var variant) -> {
                out.append("is<").append(variant).append(">(");
                value(inner);
                out.append(')');
            }
        }
    }

    private void apply(String operator, List<Expr> operands) {
        boolean isNamed = Names.isPlain(operator);
        if (isNamed || operands.size() > 2 || operands.isEmpty() || operands.size() == 1 && !Names.isUnary(operator)) {
            out.append(isNamed ? operator : "`" + operator + "`").append('(');
            values(operands);
            out.append(')');
        } else if (operands.size() == 1) {
            out.append(operator);
            operand(operands.getFirst());
        } else {
            operand(operands.getFirst());
            out.append(' ').append(operator).append(' ');
            operand(operands.getLast());
        }
    }

    private void operand(Expr value) {
        boolean isBinary = value instanceof Expr.Apply(var operator, var operands) && operands.size() == 2 && !Names.isPlain(operator);
        if (isBinary) {
            out.append('(');
            value(value);
            out.append(')');
        } else {
            value(value);
        }
    }

    private void place(Place place) {
        out.append(name(place.base().name()));
        List<Projection> path = place.path();
        for (int index = 0; index < path.size(); index++) {
            boolean isArrow = path.get(index) instanceof Projection.Deref && index + 1 < path.size()
                    && path.get(index + 1) instanceof Projection.Field;
            if (isArrow) {
                out.append("->").append(field(((Projection.Field) path.get(++index)).name()));
            } else {
                projection(path.get(index));
            }
        }
    }

    private void projection(Projection step) {
        switch (step) {
            case Projection.Deref _ -> out.append(".*");
            case Projection.Field(var name) -> out.append('.').append(field(name));
            case Projection.Index(var index) -> {
                out.append('[');
                value(index);
                out.append(']');
            }
        }
    }

    private void types(List<Type> types) {
        String separator = "";
        for (Type type : types) {
            out.append(separator);
            type(type);
            separator = ", ";
        }
    }

    private void type(Type type) {
        switch (type) {
            case Type.Named(var name) -> out.append(Names.areWords(name) ? name : "`" + oneLine(name) + "`");
            case Type.Tagged(var keyword, var name) -> out.append(keyword(keyword)).append(' ').append(tag(name));
            case Type.Pointer(var target) -> {
                inner(target);
                out.append(" *");
            }
            case Type.Array(var element, var length) -> {
                inner(element);
                out.append('[');
                if (!(length instanceof Expr.Unit)) {
                    value(length);
                }
                out.append(']');
            }
            case Type.Callable(var result, var parameters) -> {
                out.append("fn(");
                types(parameters);
                out.append(") -> ");
                type(result);
            }
            case Type.Unknown _ -> out.append('?');
        }
    }

    private void inner(Type type) {
        if (type instanceof Type.Callable) {
            out.append('(');
            type(type);
            out.append(')');
        } else {
            type(type);
        }
    }

    private static String keyword(Type.Keyword keyword) {
        return switch (keyword) {
            case STRUCT -> "struct";
            case UNION -> "union";
            case ENUM -> "enum";
        };
    }

    private static String tag(String name) {
        return Names.isPlain(name) ? name : "`" + oneLine(name) + "`";
    }

    private static String field(String name) {
        return Names.isWord(name) ? name : "`" + oneLine(name) + "`";
    }

    private static String name(String name) {
        return Names.isVariable(name) ? name : "`" + oneLine(name) + "`";
    }

    private void symbol(String name) {
        if (variables.containsKey(name)) {
            out.append("symbol<").append(name(name)).append('>');
        } else {
            out.append(Names.isPlain(name) ? name : "`" + oneLine(name) + "`");
        }
    }
}
