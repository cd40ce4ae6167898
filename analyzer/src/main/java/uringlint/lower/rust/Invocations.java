// SPDX-License-Identifier: Apache-2.0

package uringlint.lower.rust;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import uringlint.ir.Expr;
import uringlint.ir.Instruction;
import uringlint.ir.Type;
import uringlint.lower.rust.BodyLowering.Operand;
import uringlint.lower.rust.BodyLowering.Slot;
import uringlint.syntax.SyntaxNode;

/// Lowers names and calls of functions by paths.
final class Invocations {
    private static final Pattern ERRNO = Pattern.compile("E[A-Z0-9]{2,}");
    /// A constant of an enumeration of C carries the enumeration's name.
    private static final Pattern ENUMERATOR = Pattern.compile("(?:[a-z][a-z0-9]*_)+([A-Z][A-Z0-9_]+)");
    private static final Set<String> SAME = Set.of(
            "new_unchecked",
            "as_ptr",
            "into_raw",
            "from_raw",
            "into_inner",
            "from_ref",
            "from_mut",
            "transmute",
            "borrow",
            "borrow_mut",
            "into_foreign",
            "from_foreign",
            "from",
            "into",
            "clone",
            "raw_get",
            "from_errno",
            "to_result",
            "from_result",
            "identity",
            "get_mut",
            "get_unchecked_mut",
            "map_unchecked_mut",
            "into_inner_unchecked",
            "cast_from",
            "as_ref",
            "as_mut",
            "into_pin",
            "dangling",
            "leak",
            "from_ptr",
            "raw_get_mut");

    private static final Set<String> BOXES = Set.of("Box", "KBox", "VBox", "KVBox");
    /// The functions of `core::ptr` whose names say by themselves what they are.
    private static final Set<String> POINTER_FUNCTIONS = Set.of(
            "read_volatile",
            "read_unaligned",
            "write_volatile",
            "write_unaligned",
            "copy_nonoverlapping",
            "null_mut",
            "from_ref",
            "from_mut");

    private static final int NESTED_CONSTANTS = 8;

    private final BodyLowering in;
    private int opened;

    Invocations(BodyLowering in) {
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

    // ---------------------------------------------------------------- names

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
            if (isBinding) {
                return new Operand(new Expr.Symbol(binding(last)), RustType.path("u32"));
            }
            String owner = owner(parts.get(parts.size() - 2), plain);
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
    private String owner(String name, SyntaxNode path) {
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
            return in.values.built(RustType.path(known), known, List.of());
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
                    new Expr.Read(uringlint.ir.Place.of(new uringlint.ir.Variable(
                            symbol, uringlint.ir.Variable.Kind.GLOBAL, in.types.erase(constant.type())))),
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
            Optional<uringlint.source.Span> use = in.use;
            var names = in.names;
            in.use = Optional.of(in.span(node));
            if (!constant.owner().isEmpty()) {
                in.names = new java.util.HashMap<>(names);
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
            case "parenthesized_expression" -> node.namedChildren().stream().allMatch(Invocations::isComposed);
            case "type_cast_expression" ->
                node.child("value").filter(Invocations::isComposed).isPresent();
            case "binary_expression" ->
                node.child("left").filter(Invocations::isComposed).isPresent()
                        && node.child("right").filter(Invocations::isComposed).isPresent();
            case "unary_expression" -> node.namedChildren().stream().allMatch(Invocations::isComposed);
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

    // ---------------------------------------------------------------- calls

    Operand call(SyntaxNode node, RustType expected) {
        Optional<SyntaxNode> function = node.child("function");
        List<SyntaxNode> arguments = node.child("arguments").map(SyntaxNode::namedChildren).orElse(List.of()).stream()
                .filter(child -> !Values.isComment(child))
                .toList();
        if (function.isEmpty()) {
            return in.opaque(node, "a call is not understood");
        }
        SyntaxNode callee = function.get();
        while (callee.kind().equals("parenthesized_expression") && !callee.namedChildren().isEmpty()) {
            callee = callee.namedChildren().getFirst();
        }
        List<RustType> given = List.of();
        if (callee.kind().equals("generic_function")) {
            given = callee.child("type_arguments").map(SyntaxNode::namedChildren).orElse(List.of()).stream()
                    .filter(child -> !child.kind().equals("lifetime")).map(in::type).toList();
            callee = callee.child("function").orElse(callee);
        }
        return switch (callee.kind()) {
            case "field_expression" -> in.methods.call(node, callee, arguments, given, expected);
            case "identifier" -> {
                Optional<RustScope.Binding> known = in.scope.find(callee.text());
                if (known.isPresent()) {
                    yield switch (known.get()) {
                        case RustScope.Binding.Closure closure -> in.closures.call(closure, node, arguments, expected);
                        case RustScope.Binding.Later _ -> path(node, callee, arguments, given, expected);
                        case RustScope.Binding.Local(var variable, _) ->
                            in.call(
                                    new Expr.Read(uringlint.ir.Place.of(variable)),
                                    RustType.UNKNOWN,
                                    node,
                                    consumed(arguments),
                                    arguments);
                    };
                }
                yield path(node, callee, arguments, given, expected);
            }
            case "scoped_identifier" -> path(node, callee, arguments, given, expected);
            case "closure_expression" -> in.closures.inline(in.closures.here(callee), consumed(arguments), expected);
            default ->
                in.call(
                        in.values.value(callee, RustType.UNKNOWN).value(),
                        RustType.UNKNOWN,
                        node,
                        consumed(arguments),
                        arguments);
        };
    }

    private List<Operand> consumed(List<SyntaxNode> arguments) {
        return arguments.stream().map(argument -> in.values.consume(argument, RustType.UNKNOWN)).toList();
    }

    /// A function that is applied to values that are known already.
    Operand apply(SyntaxNode node, SyntaxNode callee, List<Operand> arguments, RustType expected) {
        List<String> parts = parts(callee);
        switch (parts.isEmpty() ? "" : parts.getLast()) {
            case "Some" -> {
                return in.wrapped.some(arguments.getFirst());
            }
            case "Ok" -> {
                return in.wrapped.ok(arguments.getFirst(), expected);
            }
            case "Err" -> {
                return in.wrapped.err(arguments.getFirst(), expected);
            }
            default -> {}
        }
        Optional<Items.Declared> declared = declared(parts, callee);
        if (declared.isPresent()) {
            return in.call(declared.get().name(), declared.get().result(), node, arguments);
        }
        String last = parts.isEmpty() ? "" : parts.getLast();
        Optional<Items.Enumeration> enumeration = in.items.onlyWithVariant(last);
        if (enumeration.isPresent()) {
            return new Operand(
                    new Expr.Variant(
                            last,
                            List.of(new Expr.Part("0", arguments.getFirst().value()))),
                    RustType.path(enumeration.get().name()));
        }
        return in.call(name(parts), RustType.UNKNOWN, node, arguments);
    }

    private Optional<Items.Declared> declared(List<String> parts, SyntaxNode callee) {
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        if (parts.size() > 1) {
            String before = parts.get(parts.size() - 2);
            if (before.equals("bindings")) {
                return Optional.empty();
            }
            Optional<Items.Declared> method = in.items.method(owner(before, callee), parts.getLast());
            if (method.isPresent()) {
                return method;
            }
            boolean isType = Character.isUpperCase(before.charAt(0)) || before.equals("Self");
            if (isType) {
                return byTrait(callee, parts.getLast());
            }
        }
        if (callee.text().startsWith("<")) {
            return byTrait(callee, parts.getLast());
        }
        String plain = in.items.renamed.getOrDefault(parts.getLast(), parts.getLast());
        return (parts.size() == 1 ? in.items.visible(in.items.functions, in.around, plain) : Optional.of(plain))
                .map(in.items.functions::get);
    }

    /// `T::method` and `<T as Trait>::method` mean a trait's method, if a type parameter stands before it.
    private Optional<Items.Declared> byTrait(SyntaxNode callee, String method) {
        String head = callee.text();
        for (String trait : in.items.traits.keySet()) {
            if (in.items.traits.get(trait).contains(method)
                    && (head.contains(trait)
                            || in.names.get(head.split("::")[0].strip()) instanceof RustType.Unknown)) {
                return in.items.method(trait, method);
            }
        }
        return Optional.empty();
    }

    /// The name under which a function that is not declared is known: with its type or module.
    private String name(List<String> parts) {
        if (parts.isEmpty()) {
            return "?";
        }
        String last = parts.getLast();
        if (parts.size() == 1) {
            return in.items.renamed.getOrDefault(last, last);
        }
        String before = parts.get(parts.size() - 2);
        return before.equals("bindings")
                ? last
                : owner(before, null).isEmpty() ? last : owner(before, null) + "::" + last;
    }

    private Operand path(SyntaxNode node, SyntaxNode callee, List<SyntaxNode> arguments, List<RustType> given, RustType expected) {
        List<String> parts = parts(callee);
        String last = parts.isEmpty() ? "" : parts.getLast();
        String before = parts.size() > 1 ? parts.get(parts.size() - 2) : "";
        Optional<Items.Declared> declared = declared(parts, callee);
        if (declared.isPresent()) {
            return declared(declared.get(), node, Optional.empty(), arguments, given, expected);
        }
        if (before.equals("bindings")) {
            Optional<Items.Declared> known = Optional.ofNullable(in.items.functions.get(last))
                    .filter(function -> function.body().isEmpty());
            return in.call(new Expr.Symbol(last), known.map(Items.Declared::result).orElse(expected), node, consumed(arguments), arguments);
        }
        if (arguments.size() == 1) {
            switch (last) {
                case "Some" -> {
                    RustType inner = in.types.isOption(expected) ? in.types.resolve(expected).argument(0) : RustType.UNKNOWN;
                    return in.wrapped.some(in.values.consume(arguments.getFirst(), inner));
                }
                case "Ok" -> {
                    RustType inner = in.types.isResult(expected) ? in.types.resolve(expected).argument(0) : RustType.UNKNOWN;
                    return in.wrapped.ok(in.values.consume(arguments.getFirst(), inner), expected);
                }
                case "Err" -> {
                    return in.wrapped.err(in.values.consume(arguments.getFirst(), RustType.path("Error")), expected);
                }
                case "drop" -> {
                    return drop(node, arguments.getFirst());
                }
                case "from_result" -> {
                    return in.closures.apply(arguments.getFirst(), List.of(), Wrapped.result(RustType.I32));
                }
                case "forget" -> {
                    in.values.consume(arguments.getFirst(), RustType.UNKNOWN);
                    return Values.UNIT;
                }
                default -> {}
            }
        }
        if (before.equals("ptr") || before.isEmpty() && POINTER_FUNCTIONS.contains(last)) {
            return pointer(last, node, arguments);
        }
        if (before.equals("MaybeUninit") && arguments.isEmpty()) {
            return in.call(name(parts), in.types.isWrapper(expected) ? expected : RustType.path(before, RustType.UNKNOWN), node, List.of());
        }
        Optional<Operand> built = constructed(before, last, node, arguments, given, expected);
        return built.orElseGet(() -> in.call(new Expr.Symbol(name(parts)), expected, node, consumed(arguments), arguments));
    }

    /// A function of `core::ptr` over a pointer.
    private Operand pointer(String name, SyntaxNode node, List<SyntaxNode> arguments) {
        if (name.equals("null") || name.equals("null_mut") || arguments.isEmpty()) {
            return new Operand(new Expr.Literal(0, "null"), new RustType.Raw(true, RustType.UNKNOWN));
        }
        List<Operand> operands = consumed(arguments);
        RustType type = operands.getFirst().type();
        RustType target = in.types.target(type).orElse(RustType.UNKNOWN);
        return switch (name) {
            case "from_ref", "from_mut", "addr_of" ->
                new Operand(operands.getFirst().value(), new RustType.Raw(name.equals("from_mut"), target));
            case "read", "read_volatile", "read_unaligned", "replace" ->
                in.call(new Expr.Symbol("ptr::" + name), target, node, operands, arguments);
            default -> in.call(new Expr.Symbol("ptr::" + name), RustType.UNIT, node, operands, arguments);
        };
    }

    /// `drop(x)`
    private Operand drop(SyntaxNode node, SyntaxNode argument) {
        Operand operand = in.values.consume(argument, RustType.UNKNOWN);
        Slot slot = in.hold(operand, in.span(node));
        RustType type = in.types.resolve(operand.type());
        if (BOXES.contains(type.name())) {
            in.call("KBox::drop", RustType.UNIT, node, List.of(in.read(slot)));
        } else if (type.name().equals(Types.GUARD)) {
            in.builder.add(new Instruction.Drop(slot.place(), "guard:" + type.argument(1).name(), in.span(node)));
        } else if (in.types.isOwned(type)) {
            in.drops.drop(slot, in.span(node));
        } else {
            in.call("drop", RustType.UNIT, node, List.of(in.read(slot)));
        }
        return Values.UNIT;
    }

    /// Variants, structures without names of fields, and what the libraries' types are made by.
    private Optional<Operand> constructed(
            String before,
            String last,
            SyntaxNode node,
            List<SyntaxNode> arguments,
            List<RustType> given,
            RustType expected) {
        String owner = before.isEmpty() ? "" : owner(before, null);
        Optional<Items.Enumeration> enumeration = Optional.ofNullable(in.items.enumerations.get(owner))
                .or(() -> before.isEmpty() ? in.items.onlyWithVariant(last) : Optional.empty());
        if (enumeration.isPresent() && enumeration.get().variant(last).isPresent()) {
            Items.Structure variant = enumeration.get().variant(last).get();
            return Optional.of(new Operand(new Expr.Variant(last, fields(variant, arguments)), RustType.path(enumeration.get().name())));
        }
        Items.Structure structure = in.items.structures.get(
                last.equals("Self") && in.names.containsKey("Self")
                        ? in.names.get("Self").name()
                        : last);
        if (structure != null) {
            Operand built = in.values.built(RustType.path(structure.name()), structure.name(), fields(structure, arguments));
            in.noteMade(built.type(), built.value(), node);
            return Optional.of(built);
        }
        boolean isSmart = in.types.isSmart(RustType.path(owner, RustType.UNIT)) || owner.equals("Pin");
        if (isSmart && !arguments.isEmpty()) {
            switch (last) {
                case "new", "pin", "pin_init", "try_pin_init", "init", "try_init", "emplace" -> {
                    if (owner.equals("NonNull")) {
                        Operand pointer = in.values.consume(arguments.getFirst(), RustType.UNKNOWN);
                        return Optional.of(new Operand(
                                pointer.value(),
                                Wrapped.option(RustType.path(
                                        "NonNull",
                                        in.types.target(pointer.type()).orElse(RustType.UNKNOWN)))));
                    }
                    if (!owner.equals("Pin")) {
                        return Optional.of(allocated(owner, last, node, arguments, expected));
                    }
                }
                default -> {}
            }
        }
        if (last.equals("size_of") && given.size() == 1) {
            return Optional.of(new Operand(
                    new Expr.Apply(
                            "sizeof", List.of(new Expr.Symbol(given.getFirst().name()))),
                    RustType.USIZE));
        }
        if (last.equals("null") || last.equals("null_mut")) {
            return Optional.of(new Operand(
                    new Expr.Literal(0, "null"),
                    expected instanceof RustType.Raw ? expected : new RustType.Raw(true, RustType.UNKNOWN)));
        }
        if (before.equals("mem") && (last.equals("replace") || last.equals("take")) && !arguments.isEmpty()) {
            Slot slot = in.places.deref(in.hold(in.values.value(arguments.getFirst(), RustType.UNKNOWN), in.span(node)));
            Operand value = arguments.size() > 1
                    ? in.values.consume(arguments.getLast(), slot.type())
                    : in.types.isOption(slot.type())
                            ? in.wrapped.none(slot.type())
                            : new Operand(new Expr.Literal(0, "default"), slot.type());
            return Optional.of(in.wrapped.swap(slot, value, in.span(node)));
        }
        boolean isWrapping =
                in.types.isWrapper(RustType.path(owner, RustType.UNIT)) && last.equals("new") || owner.equals("Pin");
        if (arguments.size() == 1 && (SAME.contains(last) && !before.isEmpty() || isWrapping)) {
            Operand operand = in.values.consume(arguments.getFirst(), RustType.UNKNOWN);
            if (last.equals("from") && in.types.isInteger(RustType.path(owner))) {
                return Optional.of(new Operand(new Expr.Cast(in.types.erase(RustType.path(owner)), operand.value()), RustType.path(owner)));
            }
            return Optional.of(new Operand(operand.value(), converted(owner, last, operand.type(), given, expected)));
        }
        return Optional.empty();
    }

    private RustType converted(String owner, String last, RustType type, List<RustType> given, RustType expected) {
        RustType target = in.types.target(type).orElse(RustType.UNKNOWN);
        if (in.types.isSmart(RustType.path(owner, RustType.UNIT)) || in.types.isWrapper(RustType.path(owner, RustType.UNIT))) {
            return owner.equals("Pin")
                    ? type
                    : last.equals("into_raw") || last.equals("as_ptr")
                            ? new RustType.Raw(true, target)
                            : in.types.isWrapper(RustType.path(owner, RustType.UNIT))
                                    ? RustType.path(owner, type)
                                    : RustType.path(owner, target);
        }
        if (!owner.isEmpty() && last.equals("from")) {
            return RustType.path(owner);
        }
        return last.equals("transmute") || last.equals("into") || last.startsWith("from_") ? expected : type;
    }

    private List<Expr.Part> fields(Items.Structure structure, List<SyntaxNode> arguments) {
        var parts = new ArrayList<Expr.Part>();
        for (SyntaxNode argument : arguments) {
            String name = Integer.toString(parts.size());
            RustType type = structure.field(name).map(Items.Field::type).orElse(RustType.UNKNOWN);
            parts.add(new Expr.Part(name, in.values.consume(argument, type).value()));
        }
        return parts;
    }

    /// New memory with a value in it, or an error.
    private Operand allocated(String owner, String function, SyntaxNode node, List<SyntaxNode> arguments, RustType expected) {
        Operand content = in.values.consume(arguments.getFirst(), RustType.UNKNOWN);
        var flags = new ArrayList<Operand>();
        arguments.subList(1, arguments.size()).forEach(argument -> flags.add(in.values.value(argument, RustType.UNKNOWN)));
        RustType inner = in.types.isResult(content.type()) ? in.types.resolve(content.type()).argument(0) : content.type();
        RustType type = RustType.path(owner, inner);
        Slot pointer = in.hold(in.call(owner + "::" + function, type, node, flags), in.span(node));
        var result = in.new Result(Wrapped.result(type));
        var good = new uringlint.lower.FunctionBuilder.Open();
        var bad = new uringlint.lower.FunctionBuilder.Open();
        var end = new uringlint.lower.FunctionBuilder.Open();
        in.builder.branch(
                new Expr.Apply("!=", List.of(new Expr.Read(pointer.place()), new Expr.Literal(0, "0"))),
                good,
                bad,
                in.span(node));
        in.builder.enter(good, in.span(node));
        in.assign(pointer.place().then(new uringlint.ir.Projection.Deref()), content.value(), in.span(node));
        result.put(in.wrapped.ok(in.read(pointer), Wrapped.result(type)), in.span(node));
        in.builder.jump(end, in.span(node));
        in.builder.enter(bad, in.span(node));
        Operand error = new Operand(new Expr.Apply("-", List.of(new Expr.Symbol("ENOMEM"))), RustType.path("Error"));
        result.put(in.wrapped.err(error, Wrapped.result(type)), in.span(node));
        in.builder.jump(end, in.span(node));
        in.builder.enter(end, in.span(node));
        return result.value();
    }

    /// A call of a declared function. A method that is called by a path has its receiver among the arguments.
    Operand declared(
            Items.Declared function,
            SyntaxNode node,
            Optional<Operand> receiver,
            List<SyntaxNode> arguments,
            List<RustType> given,
            RustType expected) {
        if (in.inlining.isWorthIt(function, arguments)) {
            return in.inlining.call(function, node, receiver, arguments, expected);
        }
        var operands = new ArrayList<Operand>();
        var nodes = new ArrayList<SyntaxNode>();
        receiver.ifPresent(operand -> {
            operands.add(operand);
            nodes.add(node.child("function")
                    .flatMap(callee ->
                            callee.kind().equals("generic_function") ? callee.child("function") : Optional.of(callee))
                    .flatMap(callee -> callee.child("value"))
                    .orElse(node));
        });
        for (SyntaxNode argument : arguments) {
            int at = operands.size();
            RustType type = at < function.parameters().size() ? function.parameters().get(at).type() : RustType.UNKNOWN;
            operands.add(in.values.consume(argument, type));
            nodes.add(argument);
        }
        for (int at = 0; at < given.size() && at < function.bounds().size(); at++) {
            List<String> methods = in.items.traits.getOrDefault(function.bounds().get(at), List.of());
            if (!methods.isEmpty() && !given.get(at).name().isEmpty()) {
                operands.add(new Operand(
                        new Expr.Symbol(given.get(at).name() + "::" + methods.getFirst()), RustType.path("fn")));
                nodes.add(node);
            }
        }
        RustType result = filled(function.result(), given, expected);
        typeArgument(function, given, operands, result).ifPresent(type -> {
            operands.add(new Operand(new Expr.Symbol(type), RustType.UNKNOWN));
            nodes.add(node);
        });
        return in.call(new Expr.Symbol(function.name()), result, node, operands, nodes);
    }

    /// The type that a library's generic function is called for, where that says how memory is seen: named, expected,
    /// or that of an argument.
    private Optional<String> typeArgument(Items.Declared function, List<RustType> given, List<Operand> operands, RustType result) {
        boolean isAsked = function.body().isEmpty()
                && function.generics().size() == 1
                && function.bounds().size() == 1
                && in.items
                        .traits
                        .getOrDefault(function.bounds().getFirst(), List.of())
                        .isEmpty();
        if (!isAsked) {
            return Optional.empty();
        }
        RustType type = given.size() == 1
                ? given.getFirst()
                : in.types.isResult(result) ? in.types.resolve(result).argument(0) : RustType.UNKNOWN;
        for (int at = 0;
                at < Math.min(operands.size(), function.parameters().size())
                        && (type instanceof RustType.Unknown || type.equals(RustType.UNIT));
                at++) {
            if (function.parameters().get(at).type() instanceof RustType.Reference(_, RustType.Unknown _)) {
                type = in.types.target(operands.get(at).type()).orElse(RustType.UNKNOWN);
            }
        }
        return switch (in.types.erase(type)) {
            case Type.Named(var name) -> name.equals("void") ? Optional.empty() : Optional.of(name);
            case Type.Tagged(var keyword, var name) ->
                Optional.of(keyword.name().toLowerCase(java.util.Locale.ROOT) + " " + name);
            case Type.Pointer _, Type.Array _, Type.Callable _, Type.Unknown _ -> Optional.empty();
        };
    }

    /// A result in which a type is open, with the one that the caller names or expects.
    RustType filled(RustType result, List<RustType> given, RustType expected) {
        RustType resolved = in.types.resolve(result);
        if (resolved instanceof RustType.Unknown) {
            return given.size() == 1 ? given.getFirst() : expected;
        }
        boolean isOpen = (in.types.isResult(resolved) || in.types.isOption(resolved)) && resolved.argument(0) instanceof RustType.Unknown;
        if (isOpen && given.size() == 1) {
            return RustType.path(resolved.name(), given.getFirst());
        }
        return isOpen && in.types.resolve(expected).name().equals(resolved.name()) ? expected : resolved;
    }
}
