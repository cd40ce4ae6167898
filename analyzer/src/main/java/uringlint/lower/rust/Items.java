// SPDX-License-Identifier: Apache-2.0

package uringlint.lower.rust;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import uringlint.ir.Signature;
import uringlint.source.SourceFile;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;

/// What the files of a program declare, by name. Modules are erased: two items of one name in two modules are one, and the first is kept.
final class Items {
    /// A field of a structure or of a variant.
    record Field(String name, RustType type, Span span) {}

    /// A structure, a union, or a variant with its fields.
    record Structure(
            String name, List<String> generics, List<Field> fields, boolean isUnion, List<String> attributes, SourceFile file, Span span) {
        Optional<Field> field(String name) {
            return fields.stream().filter(field -> field.name().equals(name)).findFirst();
        }
    }

    /// An enumeration. A variant is a structure of its own; some have a number.
    record Enumeration(
            String name,
            List<String> generics,
            List<Structure> variants,
            Map<String, SyntaxNode> numbers,
            List<String> attributes,
            SourceFile file,
            Span span) {
        Optional<Structure> variant(String name) {
            return variants.stream().filter(variant -> variant.name().equals(name)).findFirst();
        }
    }

    /// A parameter: its pattern and its type. The receiver's pattern is a node called `self`.
    record Parameter(Optional<SyntaxNode> pattern, RustType type) {}

    /// A function, with or without a body. `name` is `Owner::name` for a method, and begins with the function around it for one
    /// in another's body; `bounds` are the traits that its own type parameters have, as far as they are named. `use` is where a
    /// macro brought it, if one did.
    record Declared(
            String name, String owner, List<String> generics, List<String> bounds, List<Parameter> parameters,
            RustType result, Signature signature, Optional<SyntaxNode> body, SyntaxNode node,
            List<String> around, Optional<Span> use) {
        Span span() {
            return use.orElse(node.span());
        }

        boolean isMethod() {
            return signature.receiver() != Signature.Receiver.NONE;
        }
    }

    /// A constant with its value, and the type or the function whose constant it is.
    record Constant(String name, String owner, RustType type, Optional<SyntaxNode> value, SyntaxNode node, Optional<Span> use) {
        Span span() {
            return use.orElse(node.span());
        }

        boolean isStatic() {
            return node.kind().equals("static_item");
        }
    }

    /// `type name<generics> = target`; an argument that is not given is the parameter's default.
    record Alias(List<String> generics, List<RustType> defaults, RustType target) {}

    final Map<String, Structure> structures = new LinkedHashMap<>();
    final Map<String, Enumeration> enumerations = new LinkedHashMap<>();
    final Map<String, Declared> functions = new LinkedHashMap<>();
    final Map<String, Constant> constants = new LinkedHashMap<>();
    private final Map<String, Set<String>> owners = new HashMap<>();
    private final Map<String, List<Enumeration>> byVariant = new HashMap<>();
    final Map<String, Alias> aliases = new LinkedHashMap<>();
    final Map<String, List<Declared>> methods = new HashMap<>();
    final Map<String, SyntaxNode> macros = new LinkedHashMap<>();
    /// The names of traits, with the methods that each declares.
    final Map<String, List<String>> traits = new LinkedHashMap<>();
    /// The types with a method of their own that takes them by value.
    private final Set<String> consumed = new HashSet<>();
    /// The types that may be copied.
    final Set<String> copied = new HashSet<>();
    /// Names brought in under another name.
    final Map<String, String> renamed = new HashMap<>();

    /// Whether a type has a method of its own that takes it by value.
    boolean isConsumed(String type) {
        return consumed.contains(type);
    }

    void add(Structure structure) {
        structures.putIfAbsent(structure.name(), structure);
    }

    void add(Declared function) {
        if (functions.putIfAbsent(function.name(), function) == null && !function.owner().isEmpty()) {
            String plain = function.name().substring(function.name().lastIndexOf(':') + 1);
            methods.computeIfAbsent(plain, _ -> new ArrayList<>()).add(function);
            if (function.signature().trait().isEmpty() && function.signature().receiver() == Signature.Receiver.VALUE) {
                consumed.add(function.owner());
            }
        }
    }

    void add(Constant constant) {
        constants.putIfAbsent(constant.name(), constant);
        owners.computeIfAbsent(constant.name(), _ -> new HashSet<>()).add(constant.owner());
        if (!constant.owner().isEmpty()) {
            constants.putIfAbsent(constant.owner() + "::" + constant.name(), constant);
        }
    }

    /// The name of a constant in the IR: with its owner where others have one of that name.
    String symbol(Constant constant) {
        boolean isAlone = constant.owner().isEmpty() || owners.getOrDefault(constant.name(), Set.of()).size() < 2;
        return isAlone ? constant.name() : constant.owner() + "::" + constant.name();
    }

    /// What a name without a path means in a function: its own item, one of the functions around it, else one of the file.
    Optional<String> visible(Map<String, ?> known, List<String> around, String name) {
        for (String function : around) {
            if (known.containsKey(function + "::" + name)) {
                return Optional.of(function + "::" + name);
            }
        }
        return known.containsKey(name) ? Optional.of(name) : Optional.empty();
    }

    /// The method of a type, declared for it or by a trait of which it is a parameter.
    Optional<Declared> method(String owner, String name) {
        return Optional.ofNullable(functions.get(owner + "::" + name));
    }

    /// The method of this name, where only one type has one: if all others are of types with the same trait, that of the trait.
    Optional<Declared> onlyMethod(String name) {
        List<Declared> found = methods.getOrDefault(name, List.of());
        if (found.size() == 1) {
            return Optional.of(found.getFirst());
        }
        List<Declared> ofTraits = found.stream().filter(method -> traits.containsKey(method.owner())).toList();
        boolean isOneTrait = ofTraits.size() == 1
                && found.stream().allMatch(method -> method.signature().trait().equals(ofTraits.getFirst().owner()));
        return isOneTrait ? Optional.of(ofTraits.getFirst()) : Optional.empty();
    }

    void add(Enumeration enumeration) {
        if (enumerations.putIfAbsent(enumeration.name(), enumeration) == null) {
            enumeration.variants().forEach(variant -> byVariant.computeIfAbsent(variant.name(), _ -> new ArrayList<>()).add(enumeration));
        }
    }

    /// Whether an enumeration has a variant of this name.
    boolean isVariant(String name) {
        return byVariant.containsKey(name);
    }

    /// The method of a trait of the program, where all methods of this name are of that trait.
    Optional<Declared> onlyTraitMethod(String name) {
        List<Declared> found = methods.getOrDefault(name, List.of());
        List<String> traits = found.stream().map(method -> method.signature().trait()).distinct().toList();
        return traits.size() == 1 && !traits.getFirst().isEmpty()
                ? method(traits.getFirst(), name).filter(Declared::isMethod)
                : Optional.empty();
    }

    /// The enumeration that has a variant of this name, where only one has.
    Optional<Enumeration> onlyWithVariant(String variant) {
        List<Enumeration> found = byVariant.getOrDefault(variant, List.of());
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    /// Whether a name is that of one of the libraries' types, and the program has none of its own that is called so.
    boolean isOf(Set<String> library, String name) {
        return library.contains(name) && !structures.containsKey(name) && !enumerations.containsKey(name);
    }

    /// The type behind aliases.
    RustType resolve(RustType type) {
        RustType resolved = type;
        for (int depth = 0; depth < 8; depth++) {
            if (!(resolved instanceof RustType.Path(var name, var arguments, var isBinding)) || isBinding) {
                return resolved;
            }
            if (!aliases.containsKey(name)) {
                return isOf(LibraryTypes.GUARDS, name) ? new RustType.Path(LibraryTypes.GUARD, arguments, false) : resolved;
            }
            Alias alias = aliases.get(name);
            var names = new HashMap<String, RustType>();
            for (int at = 0; at < alias.generics().size(); at++) {
                names.put(alias.generics().get(at), at < arguments.size() ? arguments.get(at) : alias.defaults().get(at));
            }
            resolved = alias.target().with(names);
        }
        return resolved;
    }

    /// What names mean in a function: `Self`, and type parameters that stand for anything.
    Map<String, RustType> names(Declared function) {
        var names = new HashMap<String, RustType>();
        if (!function.owner().isEmpty()) {
            Structure structure = structures.get(function.owner());
            List<RustType> arguments = structure == null
                    ? List.of()
                    : structure.generics().stream().map(_ -> RustType.UNKNOWN).toList();
            RustType self = new RustType.Path(function.owner(), arguments, false);
            names.put("Self", traits.containsKey(function.owner()) ? RustType.UNKNOWN : self);
            if (structure != null) {
                structure.generics().forEach(generic -> names.put(generic, RustType.UNKNOWN));
            }
        }
        function.generics().forEach(generic -> names.put(generic, RustType.UNKNOWN));
        return names;
    }
}
