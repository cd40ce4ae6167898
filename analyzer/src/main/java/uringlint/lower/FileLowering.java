// SPDX-License-Identifier: Apache-2.0

package uringlint.lower;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import uringlint.dialect.DialectFact;
import uringlint.ir.Constant;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Global;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Prototype;
import uringlint.ir.Type;
import uringlint.ir.TypeDeclaration;
import uringlint.ir.Variable;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;
import uringlint.syntax.SyntaxTree;

/// The lowering of one file: first all declarations, so that names are known wherever they stand, then initializers and bodies.
final class FileLowering {
    private record Initialized(Variable variable, Optional<SyntaxNode> value, boolean isConstant, Span span) {}

    /// A macro that is used outside of functions; `result` is the variable that it declares, or a temporary one.
    private record Use(String name, List<SyntaxNode> arguments, Variable result, Span span) {}

    /// A macro that stands outside of functions with no semicolon behind it.
    private record Head(String name, List<String> arguments, Span span) {}

    private static final int MAX_GROUPS = 64;
    private static final int MAX_EXPANSION = 8;

    private final FileScope file;
    private final TypeLowering types;
    private final Map<String, Initialized> globals = new LinkedHashMap<>();
    private final Map<String, Definition> bodies = new LinkedHashMap<>();
    /// The functions that are declared for other files.
    private final Set<String> external = new HashSet<>();
    private final List<Use> uses = new ArrayList<>();
    private final List<Head> heads = new ArrayList<>();
    private final List<Instruction.Call> setups = new ArrayList<>();

    FileLowering(SyntaxTree tree) {
        file = new FileScope(tree.file());
        types = new TypeLowering(file, UnaryOperator.identity(), name -> file.variable(name).map(Variable::type).orElse(Type.UNKNOWN));
        declare(tree.root().namedChildren(), 0);
        // What is declared for other files and static as well stands in two arms of an `#if` (C17 6.2.2p7): one is for kernels that are
        // built without what it belongs to, and what the function does is elsewhere.
        bodies.entrySet().removeIf(body ->
                external.contains(body.getKey()) && body.getValue().linkage() == Function.Linkage.INTERNAL);
        heads(tree, Optional.empty());
        for (DialectFact fact : tree.prepared().facts()) {
            if (fact.kind() == DialectFact.Kind.FILE_MACRO && !fact.arguments().isEmpty()) {
                List<Expr> arguments = fact.arguments().stream()
                        .map(span -> ConstantParser.parse(
                                        tree.prepared().original().text(span).replaceAll("\\s+", " "))
                                .orElse(new Expr.Unit()))
                        .toList();
                if (!fact.name().endsWith("tatic_assert")) {
                    setups.add(new Instruction.Call(Place.of(temporary()), new Expr.Symbol(fact.name()), arguments, fact.span()));
                } else if (!(arguments.getFirst() instanceof Expr.Unit)) {
                    file.assertions.add(arguments.getFirst());
                }
            }
        }
    }

    private void heads(SyntaxTree tree, Optional<Span> at) {
        for (DialectFact fact : tree.prepared().facts()) {
            if (fact.kind() == DialectFact.Kind.FILE_MACRO && !fact.arguments().isEmpty()) {
                heads.add(new Head(
                        fact.name(),
                        fact.arguments().stream()
                                .map(span ->
                                        tree.prepared().original().text(span).strip())
                                .toList(),
                        at.orElse(fact.span())));
            }
        }
    }

    private static Variable temporary() {
        return new Variable("%setup", Variable.Kind.TEMPORARY, Type.UNKNOWN);
    }

    FileScope scope() {
        return file;
    }

    private void declare(List<SyntaxNode> nodes, int depth) {
        for (SyntaxNode node : nodes) {
            declare(node, depth);
        }
    }

    private void declare(SyntaxNode node, int depth) {
        switch (node.kind()) {
            case "preproc_include" -> Definitions.include(node).ifPresent(file.includes::add);
            case "preproc_def", "preproc_function_def" -> Definitions.macro(node).ifPresent(this::define);
            case "preproc_if", "preproc_ifdef", "preproc_elif", "preproc_elifdef", "preproc_else" -> {
                if (depth < MAX_GROUPS) {
                    group(node, depth + 1);
                }
            }
            case "declaration" -> declaration(node, Optional.empty());
            case "function_definition" -> function(node, Optional.empty());
            case "type_definition" -> alias(node);
            case "struct_specifier", "union_specifier", "enum_specifier" -> types.declareTag(node);
            case "expression_statement" -> macro(node, Optional.empty());
            case "linkage_specification" ->
                node.child("body").ifPresent(body -> declare(body.namedChildren(), depth + 1));
            case "ERROR" -> {
                file.problem(node.span(), "a part of the file could not be parsed");
                if (depth < MAX_GROUPS) {
                    node.namedChildren().stream()
                            .filter(child -> child.kind().endsWith("definition")
                                    || child.kind().endsWith("specifier")
                                    || child.kind().equals("declaration")
                                    || child.kind().startsWith("preproc_"))
                            .forEach(child -> declare(child, depth + 1));
                }
            }
            default -> {}
        }
    }

    /// All arms count, except those of `#if 0`.
    private void group(SyntaxNode node, int depth) {
        Optional<Boolean> known = Definitions.constantCondition(node);
        if (known.orElse(true)) {
            declare(Definitions.arm(node), depth);
        }
        if (!known.orElse(false)) {
            node.child("alternative").ifPresent(alternative -> declare(alternative, depth));
        }
    }

    private void define(Macro macro) {
        file.macros.add(macro);
        Definitions.constant(macro).ifPresent(value -> file.add(new Constant(macro.name(), value, macro.span())));
    }

    private void declaration(SyntaxNode node, Optional<Span> at) {
        Type base = types.base(node, "");
        List<SyntaxNode> declarators = node.fields("declarator");
        boolean isExtern = TypeLowering.hasStorage(node, "extern");
        boolean isStatic = TypeLowering.hasStorage(node, "static");
        for (SyntaxNode declarator : declarators) {
            TypeLowering.Declared declared = types.declare(base, declarator);
            if (declared.name().isEmpty()) {
                continue;
            }
            if (declared.type() instanceof Type.Callable(var result, var parameters)) {
                file.declareFunction(declared.name(), result);
                if (!isStatic) {
                    external.add(declared.name());
                }
                file.prototypes.putIfAbsent(
                        declared.name(),
                        new Prototype(declared.name(), result, parameters, at.orElse(declared.nameSpan())));
                continue;
            }
            Variable variable = file.declareVariable(declared.name(), declared.type());
            Optional<SyntaxNode> value =
                    declarator.kind().equals("init_declarator") ? declarator.child("value") : Optional.empty();
            if (!isExtern || value.isPresent()) {
                boolean isConstant = TypeLowering.hasQualifier(node, "const") && !(declared.type() instanceof Type.Pointer);
                add(new Initialized(variable, value, isConstant, at.orElse(declarators.size() == 1 ? node.span() : declarator.span())));
            }
        }
    }

    private void add(Initialized global) {
        Initialized known = globals.get(global.variable().name());
        if (known == null || known.value().isEmpty() && global.value().isPresent()) {
            globals.put(global.variable().name(), global);
        }
    }

    private void function(SyntaxNode node, Optional<Span> at) {
        Optional<SyntaxNode> declarator = node.child("declarator");
        Optional<SyntaxNode> body = node.child("body");
        if (declarator.isEmpty() || body.isEmpty()) {
            file.problem(node.span(), "a function is not understood");
            return;
        }
        TypeLowering.Declared declared = named(node, types.declare(types.base(node, ""), declarator.get()));
        if (declared.name().isEmpty()) {
            file.problem(node.span(), "a function has no name");
            return;
        }
        Type result = declared.type() instanceof Type.Callable(var type, _) ? type : Type.UNKNOWN;
        file.declareFunction(declared.name(), result);
        var linkage = TypeLowering.hasStorage(node, "static") ? Function.Linkage.INTERNAL : Function.Linkage.EXTERNAL;
        Definition known = bodies.get(declared.name());
        // Two arms of an `#if` may define one function; a stub is the shorter one.
        if (known == null || known.node().span().length() < node.span().length()) {
            bodies.put(declared.name(), new Definition(node, declared, linkage, at));
        }
    }

    /// A macro that heads a function, such as `SYSCALL_DEFINE2(name, ...)`, names it by its first argument.
    private static TypeLowering.Declared named(SyntaxNode node, TypeLowering.Declared declared) {
        var prepared = node.tree().prepared();
        Optional<DialectFact> fact = prepared.factAt(node.span().start(), DialectFact.Kind.FILE_MACRO);
        if (fact.isEmpty() || fact.get().arguments().isEmpty()) {
            return declared;
        }
        Span name = fact.get().arguments().getFirst();
        String prefix = !fact.get().name().contains("SYSCALL")
                ? ""
                : fact.get().name().startsWith("COMPAT") ? "compat_sys_" : "sys_";
        Type type = new Type.Callable(Type.UNKNOWN, List.of());
        return new TypeLowering.Declared(prefix + prepared.original().text(name).strip(), type, name, declared.parameters());
    }

    private void alias(SyntaxNode node) {
        Type base = types.base(node, "");
        for (SyntaxNode declarator : node.fields("declarator")) {
            TypeLowering.Declared declared = types.declare(base, declarator);
            if (!declared.name().isEmpty()) {
                file.add(new TypeDeclaration.Alias(
                        declared.name(), declared.type(), TypeLowering.memberAttributes(node), declared.nameSpan()));
            }
        }
    }

    /// `DEFINE_MUTEX(name);`; `at` is where the macro is used that it comes from.
    private void macro(SyntaxNode node, Optional<Span> at) {
        List<SyntaxNode> children = node.namedChildren();
        if (children.size() != 1 || !children.getFirst().kind().equals("call_expression")) {
            return;
        }
        Optional<SyntaxNode> function = children.getFirst().child("function");
        List<SyntaxNode> arguments = children.getFirst()
                .child("arguments")
                .map(SyntaxNode::namedChildren)
                .orElse(List.of());
        if (function.isEmpty() || !function.get().kind().equals("identifier")) {
            return;
        }
        String name = function.get().text();
        if (KernelMacros.isDeclaring(name)
                && !arguments.isEmpty()
                && arguments.getFirst().kind().equals("identifier")) {
            Variable variable = file.declareVariable(arguments.getFirst().text(), KernelMacros.declaredType(name));
            add(new Initialized(variable, Optional.empty(), false, at.orElse(node.span())));
            uses.add(new Use(name, arguments, variable, at.orElse(node.span())));
        } else {
            uses.add(new Use(name, arguments, temporary(), at.orElse(node.span())));
        }
    }

    /// Declares what the project's own macros declare outside of functions: `TABLE(name, handler);`
    void expand(MacroBodies macros) {
        for (int round = 0; round < MAX_EXPANSION; round++) {
            List<Use> open = uses.stream().filter(use -> macros.find(use.name()).filter(Macro::isFunctionLike).isPresent()).toList();
            uses.removeAll(open);
            List<Head> made = heads.stream().filter(head -> macros.find(head.name()).filter(Macro::isFunctionLike).isPresent()).toList();
            heads.removeAll(made);
            for (Use use : open) {
                expand(new Head(use.name(), use.arguments().stream().map(SyntaxNode::text).toList(), use.span()), macros);
            }
            made.forEach(head -> expand(head, macros));
        }
        uses.stream()
                .filter(use ->
                        macros.find(use.name()).filter(Macro::isFunctionLike).isPresent())
                .forEach(
                        use -> file.problem(use.span(), "`" + use.name() + "` uses macros that are nested too deeply"));
    }

    private void expand(Head head, MacroBodies macros) {
        Macro macro = macros.find(head.name()).orElseThrow();
        Optional<SyntaxTree> tree = macros.declarations(macro, head.arguments());
        if (tree.isEmpty() && macro.body().contains("{")) {
            file.problem(head.span(), "what `" + head.name() + "` defines is not understood");
        }
        tree.ifPresent(made -> heads(made, Optional.of(head.span())));
        for (SyntaxNode node : tree.map(made -> made.root().namedChildren()).orElse(List.of())) {
            switch (node.kind()) {
                case "declaration" -> declaration(node, Optional.of(head.span()));
                case "expression_statement" -> macro(node, Optional.of(head.span()));
                case "function_definition" -> function(node, Optional.of(head.span()));
                default -> {}
            }
        }
    }

    /// The macros that are used outside of functions, as calls.
    List<Instruction.Call> setups(MacroBodies macros) {
        var all = new ArrayList<>(setups);
        for (Use use : uses) {
            FunctionLowering outside = FunctionLowering.ofInitializers(file, macros);
            List<Expr> arguments = use.arguments().stream().map(argument -> outside.initializers.value(argument, Type.UNKNOWN)).toList();
            all.add(new Instruction.Call(Place.of(use.result()), new Expr.Symbol(use.name()), arguments, use.span()));
        }
        return all;
    }

    /// The globals with their initializers.
    List<Global> globals(MacroBodies macros) {
        var lowered = new ArrayList<Global>();
        for (Initialized global : globals.values()) {
            Expr value = new Expr.Unit();
            if (global.value().isPresent()) {
                value = FunctionLowering.ofInitializers(file, macros).initializers.value(global.value().get(), global.variable().type());
            }
            lowered.add(new Global(global.variable(), value, global.isConstant(), global.span()));
        }
        return lowered;
    }

    /// The functions with bodies, in the order of the file.
    List<Function> functions(MacroBodies macros) {
        var lowered = new ArrayList<Function>();
        for (Definition body : bodies.values()) {
            lowered.add(body.lower(file, types, macros));
        }
        return lowered;
    }

    /// The function of this name.
    Optional<Function> function(String name, MacroBodies macros) {
        return Optional.ofNullable(bodies.get(name)).map(body -> body.lower(file, types, macros));
    }

    /// The functions with bodies as if they had none.
    Map<String, Prototype> prototypesOfBodies() {
        var prototypes = new LinkedHashMap<String, Prototype>();
        bodies.forEach((name, body) -> {
            if (body.declared().type() instanceof Type.Callable(var result, var parameters)) {
                prototypes.put(name, new Prototype(name, result, parameters, body.declared().nameSpan()));
            }
        });
        return prototypes;
    }
}
