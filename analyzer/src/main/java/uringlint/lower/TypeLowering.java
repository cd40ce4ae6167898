// SPDX-License-Identifier: Apache-2.0

package uringlint.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import uringlint.dialect.DialectFact;
import uringlint.dialect.Prepared;
import uringlint.ir.Constant;
import uringlint.ir.Expr;
import uringlint.ir.Type;
import uringlint.ir.TypeDeclaration;
import uringlint.ir.text.Literals;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;

/// Types and declarators. Composite types that are declared on the way are added to the file's scope.
final class TypeLowering {
    /// What a declarator says about one name.
    ///
    /// @param parameters the parameter list of the innermost function declarator, where the declared thing is a function
    record Declared(String name, Type type, Span nameSpan, Optional<SyntaxNode> parameters) {}

    private static final int MAX_DEPTH = 100;

    private final FileScope file;
    private final UnaryOperator<String> names;
    private final Function<String, Type> variables;
    private int depth;

    /// @param names what a type's name stands for: a macro's argument, or itself
    /// @param variables the types of the variables in sight, for `typeof`
    TypeLowering(FileScope file, UnaryOperator<String> names, Function<String, Type> variables) {
        this.variables = variables;
        this.file = file;
        this.names = names;
    }

    /// The type before the declarators of a declaration, a parameter, a member or a type name.
    Type base(SyntaxNode declaration, String outer) {
        Optional<SyntaxNode> type = declaration.child("type");
        return type.isPresent() ? specifier(type.get(), outer) : Type.UNKNOWN;
    }

    /// The type of a `type_descriptor`.
    Type descriptor(SyntaxNode node) {
        Type base = base(node, "");
        Optional<SyntaxNode> declarator = node.child("declarator");
        return declarator.isPresent() ? declare(base, declarator.get()).type() : base;
    }

    /// A declaration of a struct, union or enum that declares nothing else.
    void declareTag(SyntaxNode specifier) {
        specifier(specifier, "");
    }

    private Type specifier(SyntaxNode node, String outer) {
        return switch (node.kind()) {
            case "primitive_type", "sized_type_specifier" -> new Type.Named(TypeNames.canonical(node.text()));
            case "type_identifier" -> named(node);
            case "struct_specifier" -> tagged(node, Type.Keyword.STRUCT, outer);
            case "union_specifier" -> tagged(node, Type.Keyword.UNION, outer);
            case "enum_specifier" -> tagged(node, Type.Keyword.ENUM, outer);
            default -> Type.UNKNOWN;
        };
    }

    private Type named(SyntaxNode node) {
        String name = names.apply(node.text());
        int open = name.indexOf('(');
        if (open >= 0) {
            boolean isTypeof = name.startsWith("typeof") || name.startsWith("__typeof");
            return isTypeof && name.endsWith(")")
                    ? ofExpression(name.substring(open + 1, name.length() - 1))
                    : Type.UNKNOWN;
        }
        return name.equals("typeof") || name.equals("__auto_type") || name.equals("auto")
                ? Type.UNKNOWN
                : TypeNames.parse(name);
    }

    /// The type of the operand of `typeof`, where that is a type or stars and a name.
    private Type ofExpression(String operand) {
        String text = operand.strip();
        while (text.startsWith("(") && text.endsWith(")")) {
            text = text.substring(1, text.length() - 1).strip();
        }
        if (text.startsWith("*")) {
            return file.resolve(ofExpression(text.substring(1))) instanceof Type.Pointer(var target) ? target : Type.UNKNOWN;
        }
        String name = names.apply(text);
        Type known = variables.apply(name);
        if (!known.equals(Type.UNKNOWN)) {
            return known;
        }
        boolean isType = name.startsWith("struct ")
                || name.startsWith("union ")
                || TypeNames.isKnown(name)
                || file.isAlias(name);
        return isType ? TypeNames.parse(name) : Type.UNKNOWN;
    }

    private Type tagged(SyntaxNode node, Type.Keyword keyword, String outer) {
        Optional<SyntaxNode> nameNode = node.child("name");
        Optional<SyntaxNode> body = node.child("body");
        String name = nameNode.isPresent() ? names.apply(nameNode.get().text()) : file.anonymous(outer);
        if (body.isPresent() && depth < MAX_DEPTH) {
            depth++;
            if (keyword == Type.Keyword.ENUM) {
                file.add(new TypeDeclaration.Enumeration(
                        name, enumerators(body.get()), compositeAttributes(node, body.get()), node.span()));
            } else {
                int slot = file.types.size();
                List<TypeDeclaration.Member> members = members(body.get(), name);
                List<String> attributes = compositeAttributes(node, body.get());
                if (isPartial(body.get())) {
                    attributes.add(TypeDeclaration.Composite.PARTIAL);
                }
                file.add(new TypeDeclaration.Composite(keyword, name, members, attributes, node.span()));
                // An outer type stands before the ones that it holds.
                file.types.add(slot, file.types.removeLast());
            }
            depth--;
        }
        return new Type.Tagged(keyword, name);
    }

    private List<Constant> enumerators(SyntaxNode body) {
        var constants = new ArrayList<Constant>();
        Optional<String> previous = Optional.empty();
        for (SyntaxNode child : descendants(body, "enumerator", new ArrayList<>(), 0)) {
            Optional<SyntaxNode> nameNode = child.child("name");
            if (nameNode.isEmpty()) {
                continue;
            }
            String name = nameNode.get().text();
            Expr implicit = previous.<Expr>map(
                            before -> new Expr.Apply("+", List.of(new Expr.Symbol(before), Literals.of(1))))
                    .orElse(Literals.of(0));
            Expr value = child.child("value")
                    .map(node -> ConstantParser.parse(uncommented(node.text())).orElse(new Expr.Symbol(node.text())))
                    .orElse(implicit);
            constants.add(new Constant(name, value, nameNode.get().span()));
            previous = Optional.of(name);
        }
        return constants;
    }

    /// The nodes of a kind below `node`, also those within conditional groups.
    private static List<SyntaxNode> descendants(SyntaxNode node, String kind, List<SyntaxNode> found, int level) {
        for (SyntaxNode child : node.namedChildren()) {
            if (child.kind().equals(kind)) {
                found.add(child);
            } else if (level < 20 && (child.kind().startsWith("preproc_") || child.isError())) {
                descendants(child, kind, found, level + 1);
            }
        }
        return found;
    }

    private List<TypeDeclaration.Member> members(SyntaxNode body, String outer) {
        var members = new ArrayList<TypeDeclaration.Member>();
        // DECLARE_FLEX_ARRAY(type, name) reads `type name` now.
        List<Span> flexible = body.tree().prepared().factsIn(body.span()).stream()
                .filter(fact -> fact.name().equals("DECLARE_FLEX_ARRAY")).map(DialectFact::span).toList();
        for (SyntaxNode field : descendants(body, "field_declaration", new ArrayList<>(), 0)) {
            Type base = base(field, outer);
            List<SyntaxNode> declarators = field.fields("declarator");
            List<String> attributes = memberAttributes(field);
            if (declarators.isEmpty()) {
                members.add(member("", base, width(field, field.span().start()), attributes, field.span()));
            }
            for (SyntaxNode declarator : declarators) {
                Declared declared = declare(base, declarator);
                Type type = flexible.stream().anyMatch(span -> span.contains(declared.nameSpan()))
                        ? new Type.Array(declared.type(), new Expr.Unit())
                        : declared.type();
                members.add(member(declared.name(), type, width(field, declarator.span().end()), attributes, declared.nameSpan()));
            }
        }
        return members;
    }

    private static TypeDeclaration.Member member(String name, Type type, Optional<Expr> width, List<String> attributes, Span span) {
        if (width.isEmpty()) {
            return new TypeDeclaration.Member(name, type, OptionalInt.empty(), attributes, span);
        }
        if (width.get() instanceof Expr.Literal(var value, _)) {
            return new TypeDeclaration.Member(name, type, OptionalInt.of((int) value), attributes, span);
        }
        var more = new ArrayList<>(attributes);
        more.add(": " + (width.get() instanceof Expr.Symbol(var text) ? text : "?"));
        return new TypeDeclaration.Member(name, type, OptionalInt.of(1), more, span);
    }

    /// The width of the bit-field whose declarator ends at an offset.
    private static Optional<Expr> width(SyntaxNode field, int from) {
        for (SyntaxNode child : field.children()) {
            if (child.span().start() >= from) {
                if (child.kind().equals("bitfield_clause")) {
                    return Optional.of(
                            ConstantParser.parse(uncommented(child.text().substring(1)))
                                    .orElse(new Expr.Symbol("?")));
                }
                if (child.kind().equals(",")) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    /// The attributes of a member or a typedef, without those of a type that is declared in it.
    static List<String> memberAttributes(SyntaxNode field) {
        Optional<Span> body = field.child("type").flatMap(type -> type.child("body")).map(SyntaxNode::span);
        if (body.isEmpty()) {
            return attributes(field, field.span());
        }
        // What stands next to the braces belongs to the type.
        List<SyntaxNode> declarators = field.fields("declarator");
        return declarators.isEmpty() ? List.of() : attributes(field, new Span(declarators.getFirst().span().start(), field.span().end()));
    }

    /// Whether a body has members that depend on the configuration or that no grammar knows.
    private static boolean isPartial(SyntaxNode body) {
        for (SyntaxNode child : body.namedChildren()) {
            boolean isBroken = child.isError() || child.namedChildren().stream().anyMatch(SyntaxNode::isError);
            if (isBroken || child.kind().startsWith("preproc_if")) {
                return true;
            }
        }
        for (DialectFact fact : body.tree().prepared().factsIn(body.span())) {
            boolean isKnown = switch (fact.kind()) {
                case MACRO -> WHOLE_MACROS.contains(fact.name());
                case CONDITIONAL_ARM, CONDITIONAL_KEPT -> false;
                case ATTRIBUTE, CLEANUP, ITERATOR, TYPE_ARGUMENT, CASE_RANGE, FILE_MACRO, SPLICE -> true;
            };
            if (!isKnown) {
                return true;
            }
        }
        return false;
    }

    /// Macros of members of which nothing is lost.
    private static final Set<String> WHOLE_MACROS =
            Set.of("struct_group", "DECLARE_BITMAP", "DECLARE_HASHTABLE", "DECLARE_FLEX_ARRAY");

    private static List<String> compositeAttributes(SyntaxNode node, SyntaxNode body) {
        var attributes = new ArrayList<>(attributes(node, new Span(node.span().start(), body.span().start())));
        // What follows the brace belongs to the type up to the next name or semicolon.
        byte[] bytes = node.tree().prepared().bytes();
        int end = node.span().end();
        while (end < bytes.length && (bytes[end] == ' ' || bytes[end] == '\t' || bytes[end] == '\n')) {
            end++;
        }
        attributes.addAll(attributes(node, new Span(body.span().end(), Math.max(end, body.span().end()))));
        return attributes;
    }

    private static List<String> attributes(SyntaxNode node, Span range) {
        var attributes = new ArrayList<String>(0);
        Prepared prepared = node.tree().prepared();
        for (DialectFact fact : prepared.factsIn(range)) {
            if (fact.kind() == DialectFact.Kind.ATTRIBUTE) {
                attributes.add(
                        fact.arguments().isEmpty() ? fact.name() : fact.name() + "(" + arguments(prepared, fact) + ")");
            }
        }
        return attributes;
    }

    private static String arguments(Prepared prepared, DialectFact fact) {
        var text = new StringBuilder();
        for (Span argument : fact.arguments()) {
            text.append(text.isEmpty() ? "" : ", ").append(prepared.original().text(argument).strip());
        }
        return text.toString();
    }

    /// What `declarator` makes of `base`.
    Declared declare(Type base, SyntaxNode declarator) {
        if (++depth > MAX_DEPTH) {
            depth--;
            return new Declared("", Type.UNKNOWN, declarator.span(), Optional.empty());
        }
        Declared declared = switch (declarator.kind()) {
            case "identifier", "field_identifier", "type_identifier", "primitive_type" ->
                new Declared(names.apply(declarator.text()), base, declarator.span(), Optional.empty());
            case "pointer_declarator", "abstract_pointer_declarator" -> inner(new Type.Pointer(base), declarator);
            case "array_declarator", "abstract_array_declarator" ->
                inner(new Type.Array(base, length(declarator)), declarator);
            case "function_declarator", "abstract_function_declarator" -> function(base, declarator);
            case "parenthesized_declarator",
                    "abstract_parenthesized_declarator",
                    "attributed_declarator",
                    "init_declarator" -> inner(base, declarator);
            default -> new Declared("", base, declarator.span(), Optional.empty());
        };
        depth--;
        return declared;
    }

    private Declared inner(Type type, SyntaxNode declarator) {
        Optional<SyntaxNode> child = declarator.child("declarator");
        if (child.isPresent()) {
            return declare(type, child.get());
        }
        for (SyntaxNode named : declarator.namedChildren()) {
            if (named.kind().endsWith("declarator") || named.kind().endsWith("identifier")) {
                return declare(type, named);
            }
        }
        return new Declared("", type, declarator.span(), Optional.empty());
    }

    private Declared function(Type result, SyntaxNode declarator) {
        Optional<SyntaxNode> parameters = declarator.child("parameters");
        var types = new ArrayList<Type>();
        if (parameters.isPresent()) {
            for (SyntaxNode parameter : parameters.get().namedChildren()) {
                if (parameter.kind().equals("parameter_declaration")) {
                    types.add(parameter(parameter).type());
                }
            }
        }
        if (types.size() == 1 && types.getFirst().equals(new Type.Named("void"))) {
            types.clear();
        }
        Declared declared = inner(new Type.Callable(result, types), declarator);
        return declared.type() instanceof Type.Callable
                ? new Declared(declared.name(), declared.type(), declared.nameSpan(), parameters)
                : declared;
    }

    /// A parameter; its name may be empty.
    Declared parameter(SyntaxNode node) {
        Type base = base(node, "");
        Optional<SyntaxNode> declarator = node.child("declarator");
        return declarator.isPresent()
                ? declare(base, declarator.get())
                : new Declared("", base, node.span(), Optional.empty());
    }

    private static Expr length(SyntaxNode declarator) {
        Optional<SyntaxNode> size = declarator.child("size");
        if (size.isEmpty()) {
            return new Expr.Unit();
        }
        String text = uncommented(size.get().text());
        return ConstantParser.parse(text).orElse(new Expr.Symbol(text));
    }

    static String uncommented(String text) {
        int start = text.indexOf("/*");
        if (start < 0) {
            return text.strip();
        }
        int end = text.indexOf("*/", start + 2);
        return end < 0
                ? text.substring(0, start).strip()
                : uncommented(text.substring(0, start) + " " + text.substring(end + 2));
    }

    /// Whether a declaration says `const` or the like.
    static boolean hasQualifier(SyntaxNode node, String qualifier) {
        return node.namedChildren().stream()
                .anyMatch(child ->
                        child.kind().equals("type_qualifier") && child.text().equals(qualifier));
    }

    /// Whether a declaration says `static` or the like.
    static boolean hasStorage(SyntaxNode node, String storage) {
        for (SyntaxNode child : node.namedChildren()) {
            if (child.kind().equals("storage_class_specifier") && child.text().equals(storage)) {
                return true;
            }
        }
        return false;
    }
}
