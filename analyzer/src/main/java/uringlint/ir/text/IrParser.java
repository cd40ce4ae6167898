// SPDX-License-Identifier: Apache-2.0

package uringlint.ir.text;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import uringlint.ir.BasicBlock;
import uringlint.ir.BlockId;
import uringlint.ir.Constant;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Global;
import uringlint.ir.Implementation;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Prototype;
import uringlint.ir.Signature;
import uringlint.ir.Spellings;
import uringlint.ir.Terminator;
import uringlint.ir.TranslationUnit;
import uringlint.ir.Type;
import uringlint.ir.TypeDeclaration;
import uringlint.ir.Variable;
import uringlint.source.SourceFile;
import uringlint.source.Span;

/// Reads units, functions and instructions.
final class IrParser {
    private final String text;
    private final SourceFile file;
    private final Scanner in;
    private final ValueParser values;
    private final List<Function> functions = new ArrayList<>();
    private final List<Global> globals = new ArrayList<>();
    private final List<TypeDeclaration> types = new ArrayList<>();
    private final List<Constant> constants = new ArrayList<>();
    private final List<Prototype> prototypes = new ArrayList<>();
    private final List<String> includes = new ArrayList<>();
    private final List<Expr> assertions = new ArrayList<>();
    private final List<Implementation> implementations = new ArrayList<>();
    private final List<Instruction.Call> setups = new ArrayList<>();
    /// What the next function is declared as.
    private Signature signature = Signature.NONE;

    IrParser(String text, SourceFile file) {
        this.text = text;
        this.file = file;
        in = new Scanner(text);
        values = new ValueParser(in);
    }

    TranslationUnit unit() {
        for (in.lines(); !in.isAtEnd(); in.lines()) {
            int start = in.offset();
            if (in.takeWord("fn")) {
                function(start);
            } else if (in.takeWord("declare")) {
                signature = signature();
            } else if (in.takeWord("impl")) {
                implementation(start);
            } else if (in.takeWord("include")) {
                in.blanks();
                includes.add(in.until('"'));
            } else if (in.takeWord("const")) {
                constants.add(constant());
            } else if (in.takeWord("assert")) {
                assertions.add(values.value());
            } else if (in.takeWord("fixed")) {
                in.takeWord("global");
                global(start, true);
            } else if (in.takeWord("global")) {
                global(start, false);
            } else if (in.takeWord("setup")) {
                setups.add(setup(start));
            } else if (in.takeWord("proto")) {
                Type result = values.type();
                String name = in.name();
                in.expect("(");
                prototypes.add(new Prototype(name, result, values.types(), line(start)));
            } else if (in.takeWord("typedef")) {
                String name = in.name();
                in.expect("=");
                types.add(new TypeDeclaration.Alias(name, values.type(), attributes(), line(start)));
            } else if (in.takeWord("enum")) {
                enumeration(start);
            } else {
                composite(start);
            }
        }
        return new TranslationUnit(file, functions, globals, types, constants, prototypes, includes, assertions, implementations, setups);
    }

    private Signature signature() {
        boolean isFree = in.sees("for ")
                || in.sees("by ")
                || in.sees("unsafe")
                || in.sees("public")
                || in.sees("\"")
                || in.sees("->");
        String owner = isFree ? "" : in.name();
        String trait = in.takeWord("for") ? in.name() : "";
        var receiver = in.takeWord("by")
                ? Signature.Receiver.valueOf(in.name().toUpperCase(java.util.Locale.ROOT))
                : Signature.Receiver.NONE;
        boolean isUnsafe = in.takeWord("unsafe");
        boolean isPublic = in.takeWord("public");
        List<String> parameters = attributes();
        in.expect("->");
        in.blanks();
        String result = in.until('"');
        return new Signature(owner, trait, receiver, isUnsafe, isPublic, parameters, result, attributes());
    }

    private void implementation(int start) {
        boolean isUnsafe = in.takeWord("unsafe");
        boolean isDerived = in.takeWord("derived");
        String trait = in.name();
        in.expect("for");
        String type = in.name();
        var methods = new ArrayList<String>();
        while (in.seesName()) {
            methods.add(in.name());
        }
        implementations.add(new Implementation(trait, type, isUnsafe, isDerived, methods, attributes(), line(start)));
    }

    /// The line at an offset, as a span that lies in the file.
    private Span line(int offset) {
        int start = text.lastIndexOf('\n', offset - 1) + 1;
        int end = text.indexOf('\n', offset);
        return clipped(start, end < 0 ? text.length() : end);
    }

    private Span clipped(int start, int end) {
        int length = file.bytes().length;
        return new Span(Math.min(start, length), Math.min(end, length));
    }

    private Constant constant() {
        int start = in.offset();
        String name = in.name();
        in.expect("=");
        return new Constant(name, values.value(), line(start + 1));
    }

    private void global(int start, boolean isConstant) {
        String name = in.name();
        in.expect(":");
        Variable variable = values.declareGlobal(name, values.type());
        globals.add(new Global(variable, in.take("=") ? values.value() : new Expr.Unit(), isConstant, line(start)));
    }

    private void enumeration(int start) {
        String name = in.name();
        List<String> attributes = attributes();
        in.expect("{");
        var enumerators = new ArrayList<Constant>();
        for (in.lines(); !in.take("}"); in.lines()) {
            enumerators.add(constant());
        }
        types.add(new TypeDeclaration.Enumeration(name, enumerators, attributes, line(start)));
    }

    private void composite(int start) {
        Type.Keyword keyword = in.takeWord("union") ? Type.Keyword.UNION : Type.Keyword.STRUCT;
        if (keyword == Type.Keyword.STRUCT && !in.takeWord("struct")) {
            throw in.fault("a declaration is expected");
        }
        String name = in.name();
        List<String> attributes = attributes();
        in.expect("{");
        var members = new ArrayList<TypeDeclaration.Member>();
        for (in.lines(); !in.take("}"); in.lines()) {
            int from = in.offset();
            String member = in.name();
            in.expect(":");
            Type type = values.type();
            OptionalInt bits = in.take(":") ? OptionalInt.of(in.number()) : OptionalInt.empty();
            members.add(
                    new TypeDeclaration.Member(member.equals("_") ? "" : member, type, bits, attributes(), line(from)));
        }
        types.add(new TypeDeclaration.Composite(keyword, name, members, attributes, line(start)));
    }

    private List<String> attributes() {
        var attributes = new ArrayList<String>();
        while (in.sees("\"")) {
            attributes.add(in.until('"'));
        }
        return attributes;
    }

    private void function(int start) {
        values.enterFunction();
        var linkage = in.takeWord("static") ? Function.Linkage.INTERNAL : Function.Linkage.EXTERNAL;
        Type result = values.type();
        in.blanks();
        int nameStart = in.offset();
        String name = in.name();
        Span nameSpan = clipped(nameStart, in.offset());
        in.expect("(");
        var parameters = new ArrayList<Variable>();
        boolean isVariadic = false;
        while (!in.take(")")) {
            if (in.take("...")) {
                isVariadic = true;
                continue;
            }
            String parameter = in.name();
            in.expect(":");
            parameters.add(values.declare(parameter, Variable.Kind.PARAMETER, values.type()));
            in.take(",");
        }
        in.expect("{");
        var blocks = new ArrayList<BasicBlock>();
        for (in.lines(); !in.take("}"); in.lines()) {
            if (in.takeWord("local")) {
                declaration(Variable.Kind.LOCAL);
            } else if (in.takeWord("global")) {
                declaration(Variable.Kind.GLOBAL);
            } else if (in.takeWord("temp")) {
                declaration(Variable.Kind.TEMPORARY);
            } else {
                blocks.add(block());
            }
        }
        functions.add(new Function(
                name,
                file,
                result,
                parameters,
                linkage,
                blocks,
                clipped(start, in.offset()),
                nameSpan,
                Spellings.NONE,
                signature,
                isVariadic));
        signature = Signature.NONE;
    }

    private void declaration(Variable.Kind kind) {
        String name = in.name();
        in.expect(":");
        values.declare(name, kind, values.type());
    }

    private BlockId target() {
        in.expect("b");
        return new BlockId(in.number());
    }

    private BasicBlock block() {
        BlockId id = target();
        in.expect(":");
        var instructions = new ArrayList<Instruction>();
        while (true) {
            in.lines();
            int start = in.offset();
            if (in.takeWord("jump")) {
                BlockId to = target();
                return new BasicBlock(id, instructions, new Terminator.Jump(to, span(start)));
            }
            if (in.takeWord("branch")) {
                Expr condition = values.value();
                in.expect("?");
                BlockId whenTrue = target();
                in.expect(":");
                BlockId whenFalse = target();
                return new BasicBlock(id, instructions, new Terminator.Branch(condition, whenTrue, whenFalse, span(start)));
            }
            if (in.takeWord("return")) {
                boolean isEmpty = in.peek() == '\n' || in.peek() == '@';
                Expr value = isEmpty ? new Expr.Unit() : values.value();
                return new BasicBlock(id, instructions, new Terminator.Return(value, span(start)));
            }
            if (in.takeWord("unreachable")) {
                return new BasicBlock(id, instructions, new Terminator.Unreachable(span(start)));
            }
            instructions.add(instruction(start));
        }
    }

    private Instruction.Call setup(int start) {
        Place result = values.place();
        in.expect("=");
        in.expect("call");
        Expr callee = values.callee();
        in.expect("(");
        return new Instruction.Call(result, callee, values.values(")"), span(start));
    }

    private Instruction instruction(int start) {
        if (in.takeWord("drop")) {
            Place place = values.place();
            in.blanks();
            String cleanup = in.until('"');
            return new Instruction.Drop(place, cleanup, span(start));
        }
        if (in.takeWord("opaque")) {
            var touched = new LinkedHashSet<Place>();
            while (in.seesName()) {
                touched.add(values.place());
                in.take(",");
            }
            return new Instruction.Opaque(touched, span(start));
        }
        Place target = values.place();
        in.expect("=");
        if (in.takeWord("call")) {
            Expr callee = values.callee();
            in.expect("(");
            List<Expr> arguments = values.values(")");
            return new Instruction.Call(target, callee, arguments, span(start));
        }
        Expr value = values.value();
        return new Instruction.Assign(target, value, span(start));
    }

    /// The span behind an instruction, or its line.
    private Span span(int start) {
        if (in.take("@")) {
            int from = in.number();
            in.expect("..");
            return clipped(from, in.number());
        }
        if (in.peek() != '\n') {
            throw in.fault("the end of the line is expected");
        }
        return line(start);
    }
}
