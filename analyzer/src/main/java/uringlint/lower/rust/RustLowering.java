// SPDX-License-Identifier: Apache-2.0

package uringlint.lower.rust;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import uringlint.dialect.Prepared;
import uringlint.ir.Constant;
import uringlint.ir.Expr;
import uringlint.ir.Global;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Prototype;
import uringlint.ir.TranslationUnit;
import uringlint.ir.Type;
import uringlint.ir.TypeDeclaration;
import uringlint.ir.Variable;
import uringlint.lower.Lowered;
import uringlint.lower.Macros;
import uringlint.lower.rust.BodyLowering.Operand;
import uringlint.source.Location;
import uringlint.source.Problem;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;
import uringlint.syntax.SyntaxTree;

/// Lowers the files of a Rust program together, since the types of one say what the code of another means.
///
/// It never fails: what is not understood becomes `Opaque` and a problem.
public final class RustLowering {
    private final Items items = new Items();
    private final Types types = new Types(items);
    private final List<ItemReader> files = new ArrayList<>();

    /// @param parser parses the tokens of macros
    /// @param program the files whose code is wanted
    /// @param declared files of which only the declarations count, where the program has none of that name
    public RustLowering(Function<Prepared, Optional<SyntaxTree>> parser, List<SyntaxTree> program, List<SyntaxTree> declared) {
        program.forEach(tree -> files.add(new ItemReader(tree, items, Optional.of(new MacroFragments(parser)))));
        for (SyntaxTree tree : declared) {
            // What a library calls by another name is better known by its own.
            for (Items.Constant constant : new ItemReader(tree, items, Optional.empty()).constants()) {
                if (RustPaths.renamed(constant).isPresent()) {
                    items.constants.put(constant.name(), constant);
                }
            }
        }
        files.forEach(ItemReader::expand);
    }

    /// The files in their order.
    public List<Lowered> lower() {
        return files.stream().map(this::lower).toList();
    }

    private Lowered lower(ItemReader file) {
        var problems = new ArrayList<Problem>();
        MacroFragments fragments = file.fragments();
        errors(file.tree().root(), problems, file);
        var functions = new ArrayList<uringlint.ir.Function>();
        for (Items.Declared function : file.bodies()) {
            functions.add(function(function, file, problems, fragments));
        }
        var globals = new ArrayList<Global>();
        var constants = new ArrayList<Constant>();
        for (Items.Constant constant : file.constants()) {
            constant(constant, file, globals, constants, fragments);
        }
        var unit = new TranslationUnit(
                file.tree().file(),
                functions,
                globals,
                declarations(file),
                constants,
                prototypes(file),
                List.of(),
                List.of(),
                file.implementations(),
                List.of());
        return new Lowered(unit, Macros.none(), problems);
    }

    private List<Prototype> prototypes(ItemReader file) {
        return file.prototypes().stream()
                .map(declared -> new Prototype(
                        declared.name(),
                        types.erase(declared.result()),
                        declared.parameters().stream()
                                .map(parameter -> types.erase(parameter.type()))
                                .toList(),
                        declared.node().child("name").orElse(declared.node()).span(),
                        declared.signature()))
                .toList();
    }

    private static void errors(SyntaxNode root, List<Problem> problems, ItemReader file) {
        if (!root.hasError()) {
            return;
        }
        var pending = new ArrayList<SyntaxNode>();
        pending.add(root);
        while (!pending.isEmpty()) {
            SyntaxNode node = pending.removeLast();
            if (node.isError() || node.isMissing()) {
                problems.add(new Problem(
                        Problem.Kind.PARSE,
                        new Location(file.tree().file(), node.span()),
                        "a part of the file could not be parsed"));
            } else if (node.hasError() && !node.kind().equals("macro_definition")) {
                pending.addAll(node.children());
            }
        }
    }

    // ---------------------------------------------------------------- functions

    private uringlint.ir.Function function(Items.Declared function, ItemReader file, List<Problem> problems, MacroFragments fragments) {
        SyntaxNode body = function.body().orElseThrow();
        Span span = function.span();
        Span end = new Span(Math.max(span.start(), span.end() - 1), span.end());
        var in = new BodyLowering(items, types, file.tree().file(), end, problems, fragments);
        in.names = items.names(function);
        in.use = function.use();
        in.around.add(function.name());
        in.around.addAll(function.around());
        List<Variable> parameters = parameters(function, in);
        var exit = new BodyLowering.Exit(
                "fn", Optional.empty(), in.new Result(function.result()), Optional.empty(), in.cleanups);
        in.exits.add(exit);
        in.control.body(body, exit);
        var linkage = function.signature().isPublic() ? uringlint.ir.Function.Linkage.EXTERNAL : uringlint.ir.Function.Linkage.INTERNAL;
        return new uringlint.ir.Function(
                function.name(), file.tree().file(), types.erase(function.result()), parameters, linkage, in.ownership.build(), span,
                in.span(function.node().child("name").orElse(function.node())), in.spellings(), function.signature(), false);
    }

    /// Declares the parameters, in their order, and then binds the patterns among them.
    private static List<Variable> parameters(Items.Declared function, BodyLowering in) {
        var parameters = new ArrayList<Variable>();
        var patterns = new ArrayList<Runnable>();
        for (Items.Parameter parameter : function.parameters()) {
            String name = parameter
                    .pattern()
                    .filter(pattern -> pattern.kind().equals("identifier")
                            || pattern.kind().equals("self"))
                    .map(SyntaxNode::text)
                    .orElse("<" + parameters.size() + ">");
            Variable variable = in.declare(name, Variable.Kind.PARAMETER, parameter.type());
            parameters.add(variable);
            Span bound = parameter
                    .pattern()
                    .map(in::span)
                    .orElse(function.node()
                            .child("name")
                            .orElse(function.node())
                            .span());
            if (!name.startsWith("<")) {
                in.ownership.own(new BodyLowering.Slot(Place.of(variable), parameter.type()), bound);
            }
            if (name.startsWith("<") && parameter.pattern().isPresent()) {
                var whole = new Operand(new Expr.Read(Place.of(variable)), parameter.type());
                patterns.add(() -> in.patterns.bind(
                        parameter.pattern().get(),
                        whole,
                        Optional.empty(),
                        in.span(parameter.pattern().get())));
            }
        }
        patterns.forEach(Runnable::run);
        return parameters;
    }

    // ---------------------------------------------------------------- declarations

    private void constant(
            Items.Constant constant,
            ItemReader file,
            List<Global> globals,
            List<Constant> constants,
            MacroFragments fragments) {
        if (constant.value().isEmpty()) {
            return;
        }
        var in = new BodyLowering(items, types, file.tree().file(), constant.span(), new ArrayList<>(), fragments);
        in.use = constant.use();
        if (!constant.owner().isEmpty()) {
            in.names.put("Self", RustType.path(constant.owner()));
        }
        in.exits.add(new BodyLowering.Exit(
                "fn", Optional.empty(), in.new Result(constant.type()), Optional.empty(), in.cleanups));
        Expr value = whole(in.values.value(constant.value().get(), constant.type()).value(), in, 0);
        if (constant.isStatic() || value instanceof Expr.Variant || value instanceof Expr.Aggregate || !isConstant(value)) {
            var variable = new Variable(items.symbol(constant), Variable.Kind.GLOBAL, types.erase(constant.type()));
            globals.add(new Global(variable, table(value, types.erase(constant.type())), !constant.isStatic(), constant.span()));
        } else {
            boolean isTyped = types.isInteger(constant.type()) && !(value instanceof Expr.Literal);
            constants.add(new Constant(
                    items.symbol(constant),
                    isTyped ? new Expr.Cast(types.erase(constant.type()), value) : value,
                    constant.span()));
        }
    }

    /// A value that is computed before the program runs, where a part of it has several ends: of those, one that is not null.
    private static Expr whole(Expr value, BodyLowering in, int depth) {
        if (depth > 8) {
            return value;
        }
        return switch (value) {
            case Expr.Variant(var name, var parts) ->
                new Expr.Variant(
                        name,
                        parts.stream()
                                .map(part -> new Expr.Part(part.name(), whole(part.value(), in, depth + 1)))
                                .toList());
            case Expr.Read(var place)
            when place.isVariable() && place.base().kind() == Variable.Kind.TEMPORARY -> lastAssigned(place, value, in, depth);
            case Expr.Read _,
                    Expr.Literal _,
                    Expr.Text _,
                    Expr.Symbol _,
                    Expr.Unit _,
                    Expr.AddressOf _,
                    Expr.Apply _,
                    Expr.Cast _,
                    Expr.Aggregate _,
                    Expr.Is _ -> value;
        };
    }

    /// What a temporary gets last other than a literal, or else what reads it. A call with one argument only wraps that.
    private static Expr lastAssigned(Place temporary, Expr read, BodyLowering in, int depth) {
        Expr found = read;
        for (var block : in.builder.build()) {
            for (var instruction : block.instructions()) {
                if (instruction instanceof Instruction.Assign(var target, var assigned, _)
                        && target.equals(temporary)
                        && !(assigned instanceof Expr.Literal)) {
                    found = whole(assigned, in, depth + 1);
                }
                if (instruction instanceof Instruction.Call(var result, _, var arguments, _)
                        && result.equals(temporary)
                        && arguments.size() == 1) {
                    found = whole(arguments.getFirst(), in, depth + 1);
                }
            }
        }
        return found;
    }

    private static boolean isConstant(Expr value) {
        return switch (value) {
            case Expr.Literal _, Expr.Symbol _ -> true;
            case Expr.Cast(_, var inner) -> isConstant(inner);
            case Expr.Apply(_, var operands) -> operands.stream().allMatch(RustLowering::isConstant);
            case Expr.Text _, Expr.Unit _, Expr.Read _, Expr.AddressOf _, Expr.Aggregate _, Expr.Variant _, Expr.Is _ -> false;
        };
    }

    /// A structure of functions is an operation table, as an initializer in C is.
    private static Expr table(Expr value, Type type) {
        if (value instanceof Expr.Variant(_, var parts)) {
            return new Expr.Aggregate(
                    type,
                    parts.stream()
                            .map(part -> new Expr.Element(
                                    List.of(new uringlint.ir.Projection.Field(part.name())),
                                    table(part.value(), Type.UNKNOWN)))
                            .toList());
        }
        return value;
    }

    /// Only a structure whose layout is that of C has one that can be told.
    private static List<String> attributes(Items.Structure structure) {
        var attributes = new ArrayList<>(structure.attributes());
        boolean isLaidOut = attributes.stream()
                .anyMatch(attribute -> attribute.startsWith("repr(")
                        && (attribute.contains("C") || attribute.contains("transparent")));
        if (!isLaidOut) {
            attributes.add(TypeDeclaration.Composite.PARTIAL);
        }
        for (String attribute : structure.attributes()) {
            if (attribute.startsWith("repr(") && attribute.endsWith(")")) {
                for (String word : attribute.substring(5, attribute.length() - 1).split(",(?![^(]*\\))")) {
                    if (word.startsWith("align(")) {
                        attributes.add("aligned" + word.substring(5));
                    } else if (word.startsWith("packed")) {
                        attributes.add("packed");
                    }
                }
            }
        }
        return attributes;
    }

    /// The number of a variant, where it is given one.
    private Expr number(Items.Enumeration enumeration, Items.Structure variant, ItemReader file) {
        SyntaxNode value = enumeration.numbers().get(variant.name());
        if (value == null) {
            return new Expr.Unit();
        }
        var in = new BodyLowering(items, types, file.tree().file(), variant.span(), new ArrayList<>(), file.fragments());
        in.use = Optional.of(variant.span());
        in.exits.add(new BodyLowering.Exit(
                "fn", Optional.empty(), in.new Result(RustType.UNKNOWN), Optional.empty(), in.cleanups));
        Expr number = in.values.value(value, RustType.path("isize")).value();
        return isConstant(number) ? number : new Expr.Unit();
    }

    private List<TypeDeclaration> declarations(ItemReader file) {
        var declared = new LinkedHashMap<String, TypeDeclaration>();
        for (Items.Structure structure : file.structures()) {
            var members = new ArrayList<TypeDeclaration.Member>();
            var open = new HashMap<String, RustType>();
            structure.generics().forEach(generic -> open.put(generic, RustType.UNKNOWN));
            for (Items.Field field : structure.fields()) {
                members.add(new TypeDeclaration.Member(
                        field.name(),
                        types.erase(field.type().with(open)),
                        java.util.OptionalInt.empty(),
                        types.erased(field.type()),
                        field.span()));
            }
            Type.Keyword keyword = structure.isUnion() ? Type.Keyword.UNION : Type.Keyword.STRUCT;
            declared.putIfAbsent(
                    structure.name(),
                    new TypeDeclaration.Composite(
                            keyword, structure.name(), members, attributes(structure), structure.span()));
        }
        for (Items.Enumeration enumeration : file.enumerations()) {
            var constants = new ArrayList<Constant>();
            enumeration
                    .variants()
                    .forEach(variant -> constants.add(
                            new Constant(variant.name(), number(enumeration, variant, file), variant.span())));
            declared.putIfAbsent(
                    enumeration.name(),
                    new TypeDeclaration.Enumeration(
                            enumeration.name(), constants, enumeration.attributes(), enumeration.span()));
        }
        return List.copyOf(declared.values());
    }
}
