// SPDX-License-Identifier: Apache-2.0

package uringlint.lower.rust;

import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import uringlint.ir.Expr;
import uringlint.ir.Place;
import uringlint.ir.Type;
import uringlint.ir.Variable;
import uringlint.lower.rust.BodyLowering.Operand;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;

/// Lowers names and paths that are no variables: constants, variants, functions as values.
final class RustPaths {
    private static final Pattern ERRNO = Pattern.compile("E[A-Z0-9]{2,}");
    /// A constant of an enumeration of C carries the enumeration's name.
    private static final Pattern ENUMERATOR = Pattern.compile("(?:[a-z][a-z0-9]*_)+([A-Z][A-Z0-9_]+)");

    private static final String HELPER = "rust_helper_";
    private static final int NESTED_CONSTANTS = 8;

    private final BodyLowering in;
    private int opened;

    RustPaths(BodyLowering in) {
        this.in = in;
    }

    /// The parts of a path, without type arguments.
    static List<String> parts(SyntaxNode node) {
        var text = new StringBuilder();
        int level = 0;
        for (char character : node.text().toCharArray()) {
            if (character == '<') {
                level++;
            } else if (character == '>') {
                level--;
            } else if (level == 0 && !Character.isWhitespace(character)) {
                text.append(character);
            }
        }
        return List.of(text.toString().split("::")).stream().filter(part -> !part.isEmpty()).toList();
    }

    /// A path as a value.
    Operand path(SyntaxNode node, RustType expected) {
        SyntaxNode plain = node.kind().equals("generic_function") ? node.child("function").orElse(node) : node;
        List<String> parts = parts(plain);
        if (parts.isEmpty()) {
            return in.opaque(node, "a path is not understood");
        }
        String last = parts.getLast();
        if (parts.size() > 1) {
            boolean isBinding = parts.get(parts.size() - 2).equals("bindings");
            if (isBinding || ENUMERATOR.matcher(last).matches()) {
                return new Operand(new Expr.Symbol(binding(last)), RustType.path("u32"));
            }
            String owner = owner(parts.get(parts.size() - 2));
            Items.Enumeration enumeration = in.items.enumerations.get(owner);
            if (enumeration != null && enumeration.variant(last).isPresent()) {
                return variant(enumeration, last);
            }
            if (in.items.constants.containsKey(owner + "::" + last)) {
                return constant(owner + "::" + last, node);
            }
            Optional<Items.Declared> function = in.items.method(owner, last);
            if (function.isPresent()) {
                return new Operand(new Expr.Symbol(function.get().name()), RustType.path("fn"));
            }
        }
        return named(last, node, expected);
    }

    /// `enum_CONSTANT` is `CONSTANT`.
    static String binding(String name) {
        var matched = ENUMERATOR.matcher(name);
        return matched.matches() ? matched.group(1) : name;
    }

    private Operand variant(Items.Enumeration enumeration, String variant) {
        RustType type = RustType.path(enumeration.name());
        return new Operand(
                in.types.erase(type) instanceof Type.Tagged
                        ? new Expr.Symbol(variant)
                        : new Expr.Variant(variant, List.of()),
                type);
    }

    /// `Self`, a type's name, or the trait that a parameter of the function stands for.
    String owner(String name) {
        RustType self = in.names.get("Self");
        if (name.equals("Self") && self != null) {
            return in.types.resolve(self).name();
        }
        if (name.startsWith("Self")) {
            return "";
        }
        RustType resolved = in.types.resolve(RustType.path(name));
        return in.items.renamed.getOrDefault(resolved.name(), resolved.name());
    }

    /// A name that is no variable.
    Operand named(String name, SyntaxNode node, RustType expected) {
        String known = in.items.renamed.getOrDefault(name, name);
        if (ENUMERATOR.matcher(known).matches()) {
            return new Operand(new Expr.Symbol(binding(known)), RustType.path("u32"));
        }
        if (known.equals("None")) {
            return in.wrapped.none(expected);
        }
        Optional<String> constant = in.items.visible(in.items.constants, in.around, known);
        if (constant.isPresent()) {
            return constant(constant.get(), node);
        }
        Optional<String> function = in.items.visible(in.items.functions, in.around, known);
        if (function.isPresent()) {
            return new Operand(new Expr.Symbol(function.get()), RustType.path("fn"));
        }
        if (in.items.structures.containsKey(known)) {
            return in.composites.built(RustType.path(known), known, List.of());
        }
        Optional<Items.Enumeration> enumeration = in.items.onlyWithVariant(known);
        if (enumeration.isPresent()) {
            return variant(enumeration.get(), known);
        }
        if (ERRNO.matcher(known).matches()) {
            return new Operand(new Expr.Apply("-", List.of(new Expr.Symbol(known))), RustType.path("Error"));
        }
        boolean isFunction = !known.isEmpty() && !Character.isUpperCase(known.charAt(0));
        return new Operand(new Expr.Symbol(known), isFunction ? RustType.path("fn") : RustType.UNKNOWN);
    }

    /// A constant by its name; one that only renames another is that one.
    private Operand constant(String name, SyntaxNode node) {
        Items.Constant constant = in.items.constants.get(name);
        String symbol = in.items.symbol(constant);
        if (constant.isStatic()) {
            return new Operand(
                    new Expr.Read(Place.of(new Variable(
                            symbol, Variable.Kind.GLOBAL, in.types.erase(constant.type())))),
                    constant.type());
        }
        // Of several types' constants of one name, none is meant without the type.
        if (!name.contains("::") && !symbol.equals(name)) {
            return new Operand(new Expr.Symbol(name), constant.type());
        }
        Optional<String> renamed = renamed(constant);
        boolean isMade = in.items.structures.containsKey(in.types.resolve(constant.type()).name());
        if (renamed.isEmpty()
                && constant.value().isPresent()
                && opened < NESTED_CONSTANTS
                && (isMade || isComposed(constant.value().get()))) {
            opened++;
            Optional<Span> use = in.use;
            var names = in.names;
            in.use = Optional.of(in.span(node));
            if (!constant.owner().isEmpty()) {
                in.names = new HashMap<>(names);
                in.names.put("Self", RustType.path(constant.owner()));
            }
            Operand value = in.values.value(constant.value().get(), constant.type());
            in.names = names;
            in.use = use;
            opened--;
            return new Operand(value.value(), constant.type());
        }
        return new Operand(new Expr.Symbol(renamed.orElse(symbol)), constant.type());
    }

    /// Whether a constant is made of others, whose names say what it is.
    private static boolean isComposed(SyntaxNode node) {
        return switch (node.kind()) {
            case "parenthesized_expression" -> node.namedChildren().stream().allMatch(RustPaths::isComposed);
            case "type_cast_expression" ->
                node.child("value").filter(RustPaths::isComposed).isPresent();
            case "binary_expression" ->
                node.child("left").filter(RustPaths::isComposed).isPresent()
                        && node.child("right").filter(RustPaths::isComposed).isPresent();
            case "unary_expression" -> node.namedChildren().stream().allMatch(RustPaths::isComposed);
            case "scoped_identifier", "identifier" -> true;
            default -> false;
        };
    }

    static Optional<String> renamed(Items.Constant constant) {
        Optional<SyntaxNode> value = constant.value();
        while (value.isPresent()
                && (value.get().kind().equals("type_cast_expression")
                        || value.get().kind().equals("parenthesized_expression"))) {
            value = value.get().child("value").or(() -> Optional.empty());
        }
        if (value.isPresent() && value.get().kind().equals("scoped_identifier")) {
            List<String> parts = parts(value.get());
            if (parts.size() > 1 && parts.get(parts.size() - 2).equals("bindings")) {
                return Optional.of(binding(parts.getLast()));
            }
        }
        return Optional.empty();
    }

    /// The name under which a function that is not declared is known: with its type or module.
    String function(List<String> parts) {
        if (parts.isEmpty()) {
            return "?";
        }
        String last = parts.getLast();
        if (parts.size() == 1) {
            return in.items.renamed.getOrDefault(last, last);
        }
        String before = parts.get(parts.size() - 2);
        return before.equals("bindings")
                ? ofC(last)
                : owner(before).isEmpty() || isModule(before) ? ofC(last) : owner(before) + "::" + last;
    }

    /// Whether a name is that of a module of the program, or of bindings: what it has is told by its own name. Those of the libraries whose
    /// functions say little by themselves are kept.
    private static boolean isModule(String name) {
        return Character.isLowerCase(name.charAt(0)) && !LibraryTypes.MODULES.contains(name);
    }

    /// The function of C behind a wrapper that the kernel has for what Rust cannot call.
    static String ofC(String name) {
        return name.startsWith(HELPER) ? name.substring(HELPER.length()) : name;
    }
}
