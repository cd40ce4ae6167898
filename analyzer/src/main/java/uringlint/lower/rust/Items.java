package uringlint.lower.rust;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uringlint.ir.Signature;
import uringlint.source.SourceFile;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;

/// What the files of a program declare, by name. Modules are erased: two items of one name in two modules are one, and the first is kept.
final class Items {
    /// A field of a structure or of a variant.
    record Field(String name, RustType type, Span span) {}

    /// A structure, a union, or a variant with its fields.
    record Structure(String name, List<String> generics, List<Field> fields, boolean isUnion, List<String> attributes, SourceFile file, Span span) {
        Optional<Field> field(String name) {
            return fields.stream().filter(field -> field.name().equals(name)).findFirst();
        }
    }

    /// An enumeration. A variant is a structure of its own.
    record Enumeration(String name, List<String> generics, List<Structure> variants, List<String> attributes, SourceFile file, Span span) {
        Optional<Structure> variant(String name) {
            return variants.stream().filter(variant -> variant.name().equals(name)).findFirst();
        }
    }

    /// A parameter: its pattern and its type. The receiver's pattern is a node called `self`.
    record Parameter(Optional<SyntaxNode> pattern, RustType type) {}

    /// A function, with or without a body. `name` is `Owner::name` for a method; `bounds` are the traits that its own type parameters have, as far as they are named.
    record Declared(
            String name, String owner, List<String> generics, List<String> bounds, List<Parameter> parameters, RustType result, Signature signature, Optional<SyntaxNode> body, SyntaxNode node) {
        boolean isMethod() {
            return signature.receiver() != Signature.Receiver.NONE;
        }
    }

    /// A constant with its value.
    record Constant(String name, String owner, RustType type, Optional<SyntaxNode> value, SyntaxNode node) {}

    /// `type name<generics> = target`
    record Alias(List<String> generics, RustType target) {}

    final Map<String, Structure> structures = new LinkedHashMap<>();
    final Map<String, Enumeration> enumerations = new LinkedHashMap<>();
    final Map<String, Declared> functions = new LinkedHashMap<>();
    final Map<String, Constant> constants = new LinkedHashMap<>();
    final Map<String, Alias> aliases = new LinkedHashMap<>();
    final Map<String, List<Declared>> methods = new HashMap<>();
    final Map<String, SyntaxNode> macros = new LinkedHashMap<>();
    /// The names of traits, with the methods that each declares.
    final Map<String, List<String>> traits = new LinkedHashMap<>();
    /// Names brought in under another name.
    final Map<String, String> renamed = new HashMap<>();

    void add(Structure structure) {
        structures.putIfAbsent(structure.name(), structure);
    }

    void add(Declared function) {
        if (functions.putIfAbsent(function.name(), function) == null && !function.owner().isEmpty()) {
            String plain = function.name().substring(function.name().lastIndexOf(':') + 1);
            methods.computeIfAbsent(plain, _ -> new ArrayList<>()).add(function);
        }
    }

    /// The method of a type, declared for it or by a trait of which it is a parameter.
    Optional<Declared> method(String owner, String name) {
        return Optional.ofNullable(functions.get(owner + "::" + name));
    }

    /// The method of this name, where only one type has one.
    Optional<Declared> onlyMethod(String name) {
        List<Declared> found = methods.getOrDefault(name, List.of());
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    /// The enumeration that has a variant of this name, where only one has.
    Optional<Enumeration> onlyWithVariant(String variant) {
        List<Enumeration> found = enumerations.values().stream().filter(known -> known.variant(variant).isPresent()).toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    /// The type behind aliases.
    RustType resolve(RustType type) {
        RustType resolved = type;
        for (int depth = 0; depth < 16; depth++) {
            if (!(resolved instanceof RustType.Path(var name, var arguments, var isBinding)) || isBinding || !aliases.containsKey(name)) {
                return resolved;
            }
            Alias alias = aliases.get(name);
            var names = new HashMap<String, RustType>();
            for (int at = 0; at < alias.generics().size() && at < arguments.size(); at++) {
                names.put(alias.generics().get(at), arguments.get(at));
            }
            resolved = alias.target().with(names);
        }
        return resolved;
    }
}
