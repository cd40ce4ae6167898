// SPDX-License-Identifier: Apache-2.0

package uringlint.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import uringlint.ir.Constant;
import uringlint.ir.Expr;
import uringlint.ir.Global;
import uringlint.ir.Place;
import uringlint.ir.Projection;
import uringlint.ir.Prototype;
import uringlint.ir.Type;
import uringlint.ir.TypeDeclaration;
import uringlint.ir.Variable;
import uringlint.source.Location;
import uringlint.source.Problem;
import uringlint.source.SourceFile;
import uringlint.source.Span;

/// What the declarations of one file name, and where they are collected.
final class FileScope {
    private static final int MAX_PROBLEMS = 200;

    final SourceFile file;
    final List<Global> globals = new ArrayList<>();
    final List<TypeDeclaration> types = new ArrayList<>();
    final List<Constant> constants = new ArrayList<>();
    final List<String> includes = new ArrayList<>();
    final List<Expr> assertions = new ArrayList<>();
    final Map<String, Prototype> prototypes = new LinkedHashMap<>();
    final List<Macro> macros = new ArrayList<>();
    final List<Problem> problems = new ArrayList<>();
    private final Map<String, Type> functions = new HashMap<>();
    private final Map<String, Variable> variables = new HashMap<>();
    private final Map<String, TypeDeclaration.Composite> composites = new HashMap<>();
    private final Map<String, Type> aliases = new HashMap<>();
    private final Map<String, Integer> anonymous = new HashMap<>();
    private final Set<String> constantNames = new HashSet<>();

    FileScope(SourceFile file) {
        this.file = file;
    }

    void problem(Span span, String message) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(new Problem(Problem.Kind.PARSE, new Location(file, span), message));
        }
    }

    void declareFunction(String name, Type result) {
        functions.putIfAbsent(name, result);
    }

    /// The result type of a function that this file declares.
    Optional<Type> result(String function) {
        return Optional.ofNullable(functions.get(function));
    }

    Variable declareVariable(String name, Type type) {
        Variable known = variables.get(name);
        if (known != null && !known.type().equals(Type.UNKNOWN)) {
            return known;
        }
        var variable = new Variable(name, Variable.Kind.GLOBAL, type);
        variables.put(name, variable);
        return variable;
    }

    Optional<Variable> variable(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    /// A name that no source can spell, for the next anonymous type within `outer`, or outside of all types.
    String anonymous(String outer) {
        String owner = outer.isEmpty() ? file.path().substring(file.path().lastIndexOf('/') + 1) : outer;
        return owner + ".<" + anonymous.merge(owner, 1, Integer::sum) + ">";
    }

    void add(TypeDeclaration type) {
        types.add(type);
        switch (type) {
            case TypeDeclaration.Composite composite -> composites.putIfAbsent(composite.name(), composite);
            case TypeDeclaration.Alias(var name, var target, _, _) -> aliases.putIfAbsent(name, target);
            case TypeDeclaration.Enumeration enumeration -> enumeration.constants().forEach(constant -> constantNames.add(constant.name()));
        }
    }

    void add(Constant constant) {
        constants.add(constant);
        constantNames.add(constant.name());
    }

    boolean isConstant(String name) {
        return constantNames.contains(name);
    }

    boolean isAlias(String name) {
        return aliases.containsKey(name);
    }

    /// The type of a place as far as this file tells.
    Type type(Place place) {
        Type type = place.base().type();
        for (Projection step : place.path()) {
            type = step(type, step);
        }
        return type;
    }

    /// The type of one step from a place of this type.
    Type step(Type from, Projection step) {
        Type type = resolve(from);
        return switch (step) {
            case Projection.Deref _ ->
                switch (type) {
                    case Type.Pointer(var target) -> target;
                    case Type.Array(var element, _) -> element;
                    case Type.Named _, Type.Tagged _, Type.Callable _, Type.Unknown _ -> Type.UNKNOWN;
                };
            case Projection.Index _ -> type instanceof Type.Array(var element, _) ? element : type;
            case Projection.Field(var name) ->
                type instanceof Type.Tagged(_, var tag)
                        ? member(tag, name, 0).orElse(Type.UNKNOWN)
                        : Type.UNKNOWN;
        };
    }

    private Optional<Type> member(String tag, String name, int depth) {
        TypeDeclaration.Composite composite = composites.get(tag);
        if (composite == null || depth > 8) {
            return Optional.empty();
        }
        for (TypeDeclaration.Member member : composite.members()) {
            if (member.name().equals(name)) {
                return Optional.of(member.type());
            }
            if (member.name().isEmpty() && member.type() instanceof Type.Tagged(_, var inner)) {
                Optional<Type> found = member(inner, name, depth + 1);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /// The type behind a typedef of this file.
    Type resolve(Type type) {
        Type resolved = type;
        for (int steps = 0; steps < 16 && resolved instanceof Type.Named(var name) && aliases.containsKey(name); steps++) {
            resolved = aliases.get(name);
        }
        return resolved;
    }
}
