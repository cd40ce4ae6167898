// SPDX-License-Identifier: Apache-2.0

package uringlint.lower.rust;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uringlint.syntax.SyntaxNode;

/// A type of Rust as it is written. Paths are known by their last name.
sealed interface RustType {
    /// `name<arguments>`; types of the C API are `bindings` types.
    record Path(String name, List<RustType> arguments, boolean isBinding) implements RustType {
        public Path {
            arguments = List.copyOf(arguments);
        }
    }

    /// `&target`
    record Reference(boolean isMutable, RustType target) implements RustType {}

    /// `*const target`
    record Raw(boolean isMutable, RustType target) implements RustType {}

    /// `(a, b)`; without elements it is the unit.
    record Tuple(List<RustType> elements) implements RustType {
        public Tuple {
            elements = List.copyOf(elements);
        }
    }

    /// `[element; length]`, or a slice with an empty length.
    record Array(RustType element, String length) implements RustType {}

    /// A type that is not known: inferred, generic, opaque.
    record Unknown() implements RustType {}

    RustType UNKNOWN = new Unknown();
    RustType UNIT = new Tuple(List.of());
    RustType BOOL = path("bool");
    RustType I32 = path("i32");
    RustType USIZE = path("usize");

    static RustType path(String name, RustType... arguments) {
        return new Path(name, List.of(arguments), false);
    }

    /// The name of a path, or nothing.
    default String name() {
        return switch (this) {
            case Path(var name, _, _) -> name;
            case Reference _, Raw _, Tuple _, Array _, Unknown _ -> "";
        };
    }

    /// The type argument at a position, or `Unknown`.
    default RustType argument(int at) {
        return this instanceof Path(_, var arguments, _) && at < arguments.size() ? arguments.get(at) : UNKNOWN;
    }

    /// This type with other types in place of names.
    default RustType with(Map<String, RustType> names) {
        if (names.isEmpty()) {
            return this;
        }
        return switch (this) {
            case Path(var name, var arguments, var isBinding) -> {
                RustType known = isBinding ? null : names.get(name);
                yield known != null ? known : new Path(name, arguments.stream().map(argument -> argument.with(names)).toList(), isBinding);
            }
            case Reference(var isMutable, var target) -> new Reference(isMutable, target.with(names));
            case Raw(var isMutable, var target) -> new Raw(isMutable, target.with(names));
            case Tuple(var elements) -> new Tuple(elements.stream().map(element -> element.with(names)).toList());
            case Array(var element, var length) -> new Array(element.with(names), length);
            case Unknown unknown -> unknown;
        };
    }

    /// The type that a node spells.
    static RustType of(SyntaxNode node) {
        return switch (node.kind()) {
            case "primitive_type", "type_identifier", "identifier", "metavariable" -> new Path(node.text(), List.of(), isOfC(node.text()));
            case "self" -> path("Self");
            case "scoped_type_identifier", "scoped_identifier" -> scoped(node);
            case "generic_type", "generic_type_with_turbofish" -> generic(node);
            case "reference_type" -> new Reference(isMutable(node), target(node));
            case "pointer_type" -> new Raw(isMutable(node), target(node));
            case "tuple_type" ->
                new Tuple(node.namedChildren().stream().map(RustType::of).toList());
            case "unit_type" -> UNIT;
            case "never_type" -> path("!");
            case "array_type" ->
                new Array(
                        node.child("element").map(RustType::of).orElse(UNKNOWN),
                        node.child("length").map(SyntaxNode::text).orElse(""));
            case "bracketed_type", "qualified_type" ->
                node.namedChildren().isEmpty()
                        ? UNKNOWN
                        : of(node.namedChildren().getFirst());
            case "abstract_type", "dynamic_type" -> initializer(node);
            case "function_type" -> path("fn");
            default -> UNKNOWN;
        };
    }

    /// `impl PinInit<T>` makes a `T`; of a `dyn Trait` the trait is known.
    private static RustType initializer(SyntaxNode node) {
        RustType bound = node.child("trait").map(RustType::of).orElse(UNKNOWN);
        return bound.name().equals("PinInit") || bound.name().equals("Init")
                ? bound.argument(0)
                : node.kind().equals("dynamic_type") && !bound.name().startsWith("Fn") ? bound : UNKNOWN;
    }

    private static RustType target(SyntaxNode node) {
        return node.child("type").map(RustType::of).orElse(UNKNOWN);
    }

    private static boolean isMutable(SyntaxNode node) {
        return node.namedChildren().stream().anyMatch(child -> child.kind().equals("mutable_specifier"));
    }

    private static RustType scoped(SyntaxNode node) {
        String name = node.child("name").map(SyntaxNode::text).orElse("");
        Optional<SyntaxNode> path = node.child("path");
        String before = path.map(SyntaxNode::text).orElse("");
        if (before.equals("Self") || before.startsWith("<")) {
            return path("Self::" + name);
        }
        boolean isBinding = before.equals("bindings") || before.endsWith("::bindings");
        return new Path(name, List.of(), isBinding || isOfC(name));
    }

    /// Whether a type is one of C, under whatever module it is brought in: those of Rust begin with a capital.
    private static boolean isOfC(String name) {
        return name.matches("[a-z][a-z0-9_]*")
                && !LibraryTypes.PRIMITIVES.containsKey(name)
                && !name.equals("fn")
                && !name.equals("dyn");
    }

    private static RustType generic(SyntaxNode node) {
        RustType base = node.child("type").map(RustType::of).orElse(UNKNOWN);
        var arguments = new ArrayList<RustType>();
        for (SyntaxNode argument : node.child("type_arguments").map(SyntaxNode::namedChildren).orElse(List.of())) {
            if (!argument.kind().equals("lifetime") && !argument.kind().equals("type_binding")) {
                arguments.add(of(argument));
            }
        }
        return base instanceof Path(var name, _, var isBinding) ? new Path(name, arguments, isBinding) : base;
    }
}
