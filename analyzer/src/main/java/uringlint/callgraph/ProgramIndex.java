// SPDX-License-Identifier: Apache-2.0

package uringlint.callgraph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import uringlint.ir.Constant;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Global;
import uringlint.ir.Implementation;
import uringlint.ir.Place;
import uringlint.ir.Program;
import uringlint.ir.Projection;
import uringlint.ir.Prototype;
import uringlint.ir.TranslationUnit;
import uringlint.ir.Type;
import uringlint.ir.TypeDeclaration;
import uringlint.source.SourceFile;

/// The names of a program: functions, constants, types and their members, looked up from a file.
public final class ProgramIndex {
    private static final int DEPTH = 32;
    private static final int STEPS = 10_000;

    private final Program program;
    private final Map<SourceFile, Map<String, Function>> byFile = new HashMap<>();
    private final Map<String, Function> external = new HashMap<>();
    /// The functions that headers hold for whoever includes them.
    private final Map<String, Function> included = new HashMap<>();
    private final Map<String, Function> anywhere = new HashMap<>();
    private final Map<String, Expr> constants = new HashMap<>();
    private final Map<String, Type> results = new HashMap<>();
    private final Map<String, TypeDeclaration.Composite> composites = new HashMap<>();
    /// Types of members by their names, for the structures that were asked for one.
    private final Map<String, Map<String, Type>> memberTypes = new HashMap<>();
    private final Map<String, TypeDeclaration.Enumeration> enumerations = new HashMap<>();
    private final Map<String, Type> aliases = new HashMap<>();
    private final Map<String, TypeDeclaration.Alias> typedefs = new HashMap<>();
    private final Map<String, Set<String>> siblings = new HashMap<>();
    private final List<Function> functions;
    /// Who has a trait, by its name.
    private final Map<String, List<Implementation>> implementations = new HashMap<>();

    private final Map<String, Type> globalTypes = new HashMap<>();
    private final Map<String, Expr> fixed;
    private final Map<String, Long> known;

    public ProgramIndex(Program program) {
        this(program, Map.of());
    }

    /// The names of a program that uses constants which it does not declare.
    ///
    /// @param known those of them whose integers are known
    public ProgramIndex(Program program, Map<String, Long> known) {
        this.program = program;
        this.known = Map.copyOf(known);
        functions = program.units().stream().flatMap(unit -> unit.functions().stream()).toList();
        var fixedHere = new HashMap<String, Expr>();
        for (TranslationUnit unit : program.units()) {
            unit.implementations().forEach(one -> implementations.computeIfAbsent(one.trait(), _ -> new ArrayList<>()).add(one));
            var own = new LinkedHashMap<String, Function>();
            for (Function function : unit.functions()) {
                own.putIfAbsent(function.name(), function);
                anywhere.putIfAbsent(function.name(), function);
                results.putIfAbsent(function.name(), function.result());
                if (function.linkage() == Function.Linkage.EXTERNAL) {
                    external.putIfAbsent(function.name(), function);
                } else if (unit.file().path().endsWith(".h")) {
                    included.putIfAbsent(function.name(), function);
                }
            }
            byFile.put(unit.file(), own);
            for (Prototype prototype : unit.prototypes()) {
                results.putIfAbsent(prototype.name(), prototype.result());
            }
            for (Constant constant : unit.constants()) {
                constants.putIfAbsent(constant.name(), constant.value());
            }
            for (TypeDeclaration declaration : unit.types()) {
                add(declaration);
            }
            for (Global global : unit.globals()) {
                globalTypes.putIfAbsent(global.variable().name(), global.variable().type());
                if (global.isConstant() && !(global.initializer() instanceof Expr.Unit)) {
                    fixedHere.putIfAbsent(global.variable().name(), global.initializer());
                }
            }
        }
        fixed = FixedValues.bounded(fixedHere);
    }

    private void add(TypeDeclaration declaration) {
        switch (declaration) {
            case TypeDeclaration.Composite composite -> {
                if (!composite.members().isEmpty()) {
                    composites.putIfAbsent(composite.name(), composite);
                    noteSiblings(composite);
                }
            }
            case TypeDeclaration.Alias alias -> {
                aliases.putIfAbsent(alias.name(), alias.target());
                typedefs.putIfAbsent(alias.name(), alias);
            }
            case TypeDeclaration.Enumeration enumeration -> {
                enumerations.putIfAbsent(enumeration.name(), enumeration);
                addEnumerators(enumeration.constants());
            }
        }
    }

    private void addEnumerators(List<Constant> enumerators) {
        String previous = "";
        for (Constant constant : enumerators) {
            Expr value = constant.value();
            if (value instanceof Expr.Unit) {
                value = previous.isEmpty()
                        ? new Expr.Literal(0, "0")
                        : new Expr.Apply("+", List.of(new Expr.Symbol(previous), new Expr.Literal(1, "1")));
            }
            constants.putIfAbsent(constant.name(), value);
            previous = constant.name();
        }
    }

    private void noteSiblings(TypeDeclaration.Composite composite) {
        if (composite.keyword() != Type.Keyword.UNION) {
            return;
        }
        var names = new LinkedHashSet<String>();
        for (TypeDeclaration.Member member : composite.members()) {
            names.add(member.name());
        }
        names.remove("");
        for (String name : names) {
            siblings.computeIfAbsent(name, _ -> new LinkedHashSet<>()).addAll(names);
        }
    }

    public Program program() {
        return program;
    }

    /// All functions with a body, in the order of their files.
    public List<Function> functions() {
        return functions;
    }

    /// All variables at file level.
    public List<Global> globals() {
        var all = new ArrayList<Global>();
        for (TranslationUnit unit : program.units()) {
            all.addAll(unit.globals());
        }
        return all;
    }

    /// The type of a variable at file level, or `Unknown`.
    public Type typeOfGlobal(String name) {
        return globalTypes.getOrDefault(name, Type.UNKNOWN);
    }

    /// The function that a name means in a file: its own, else one that others can see, else one of a header.
    public Optional<Function> resolve(String name, SourceFile from) {
        Map<String, Function> own = byFile.getOrDefault(from, Map.of());
        Function found = own.get(name);
        if (found == null) {
            found = external.getOrDefault(name, included.get(name));
        }
        return Optional.ofNullable(found);
    }

    /// What a call by a name may run: the function of that name, or, where it is the method of a trait that has no body, that of
    /// each type that has the trait.
    public List<Function> targets(String name, SourceFile from) {
        Optional<Function> own = resolve(name, from);
        int at = name.lastIndexOf("::");
        if (own.isPresent() || at < 0) {
            return own.stream().toList();
        }
        String trait = name.substring(0, at);
        String method = name.substring(at);
        return implementations.getOrDefault(trait, List.of()).stream().filter(known -> known.methods().contains(known.type() + method))
                .flatMap(known -> resolve(known.type() + method, from).stream()).toList();
    }

    /// A function of this name, in whatever file.
    public Optional<Function> anyNamed(String name) {
        return Optional.ofNullable(external.containsKey(name) ? external.get(name) : anywhere.get(name));
    }

    /// The declared result of a function, or `Unknown`.
    public Type resultOf(String name) {
        return results.getOrDefault(name, Type.UNKNOWN);
    }

    /// Whether a name is a constant of the program.
    public boolean isConstant(String name) {
        return constants.containsKey(name);
    }

    /// The integer behind a constant's name, if it is one.
    public OptionalLong constant(String name) {
        return new Evaluation().constant(name, DEPTH);
    }

    /// The value of a variable at file level that never changes.
    public Optional<Expr> fixed(String variable) {
        return Optional.ofNullable(fixed.get(variable));
    }

    /// Whether the definition of a constant is made of one of these names, directly or by other constants.
    public boolean isMadeOf(String constant, Set<String> names) {
        var pending = new ArrayDeque<>(List.of(constant));
        var seen = new HashSet<>(pending);
        boolean[] found = new boolean[1];
        while (!pending.isEmpty() && !found[0]) {
            Expr value = constants.getOrDefault(pending.poll(), new Expr.Unit());
            IrWalk.parts(value, part -> {
                if (part instanceof Expr.Symbol(var name) && seen.add(name)) {
                    found[0] |= names.contains(name);
                    pending.add(name);
                }
            });
        }
        return found[0];
    }

    /// The integer that a constant expression is.
    public OptionalLong evaluate(Expr expression) {
        return new Evaluation().evaluate(expression, DEPTH);
    }

    /// One evaluation, whose work is bounded: each of a few constants that use one another twice makes it double.
    private final class Evaluation {
        private int steps = STEPS;

        OptionalLong constant(String name, int depth) {
            Expr value = constants.get(name);
            if (value != null) {
                return evaluate(value, depth);
            }
            Long number = known.get(name);
            return number == null ? OptionalLong.empty() : OptionalLong.of(number);
        }

        OptionalLong evaluate(Expr expression, int depth) {
            steps--;
            if (depth == 0 || steps < 0) {
                return OptionalLong.empty();
            }
            return switch (expression) {
                case Expr.Literal(var value, _) -> OptionalLong.of(value);
                case Expr.Symbol(var name) -> constant(name, depth - 1);
                case Expr.Cast(_, var inner) -> evaluate(inner, depth - 1);
                case Expr.Apply(var operator, var operands) -> {
                    if (operands.size() == 1 && Opcode.isField(operator)) {
                        yield field(operator, operands.getFirst(), depth - 1);
                    }
                    if (operands.size() == 1) {
                        OptionalLong only = evaluate(operands.getFirst(), depth - 1);
                        yield only.isPresent() ? Arithmetic.unary(operator, only.getAsLong()) : OptionalLong.empty();
                    }
                    OptionalLong left = evaluate(operands.get(0), depth - 1);
                    OptionalLong right = left.isPresent() ? evaluate(operands.get(1), depth - 1) : left;
                    yield right.isPresent()
                            ? Arithmetic.binary(operator, left.getAsLong(), right.getAsLong())
                            : OptionalLong.empty();
                }
                case Expr.Text _,
                        Expr.Unit _,
                        Expr.Read _,
                        Expr.AddressOf _,
                        Expr.Aggregate _,
                        Expr.Variant _,
                        Expr.Is _ -> OptionalLong.empty();
            };
        }

        /// A field of the number of a command, whatever the size of its structure.
        private OptionalLong field(String operator, Expr number, int depth) {
            if (depth == 0) {
                return OptionalLong.empty();
            }
            if (number instanceof Expr.Symbol(var name) && constants.containsKey(name)) {
                return field(operator, constants.get(name), depth - 1);
            }
            List<Expr> field = Opcode.field(operator, number);
            if (!field.isEmpty()) {
                return evaluate(field.getFirst(), depth - 1);
            }
            OptionalLong known = evaluate(number, depth - 1);
            return known.isPresent() ? Opcode.field(operator, known.getAsLong()) : known;
        }
    }

    /// The other members of the unions that have a member of this name.
    public Set<String> unionSiblings(String member) {
        return siblings.getOrDefault(member, Set.of());
    }

    /// The type behind typedefs.
    public Type resolve(Type type) {
        Type resolved = type;
        for (int depth = 0; depth < DEPTH && resolved instanceof Type.Named(var name) && aliases.containsKey(name); depth++) {
            resolved = aliases.get(name);
        }
        return resolved;
    }

    /// Whether a type is a pointer to a structure, whatever its name here is.
    public boolean isPointerTo(Type type, String tag) {
        return resolve(type) instanceof Type.Pointer(var target) && resolve(target) instanceof Type.Tagged(_, var name) && name.equals(tag);
    }

    /// The declaration of a struct or union, by its tag.
    public Optional<TypeDeclaration.Composite> composite(String tag) {
        return Optional.ofNullable(composites.get(tag));
    }

    /// The declaration of an enumeration, by its tag.
    public Optional<TypeDeclaration.Enumeration> enumeration(String tag) {
        return Optional.ofNullable(enumerations.get(tag));
    }

    /// The declaration of a typedef.
    public Optional<TypeDeclaration.Alias> alias(String name) {
        return Optional.ofNullable(typedefs.get(name));
    }

    /// The constant behind a name, as it is written.
    public Optional<Expr> definition(String constant) {
        return Optional.ofNullable(constants.get(constant));
    }

    /// The type of a member, looked for in anonymous members too.
    public Type member(Type owner, String name) {
        return memberTypes(resolve(owner), DEPTH).getOrDefault(name, Type.UNKNOWN);
    }

    /// The members of a structure, and of what has no name in it.
    private Map<String, Type> memberTypes(Type owner, int depth) {
        if (depth == 0 || !(owner instanceof Type.Tagged(_, var tag)) || !composites.containsKey(tag)) {
            return Map.of();
        }
        Map<String, Type> known = memberTypes.get(tag);
        if (known != null) {
            return known;
        }
        var types = new HashMap<String, Type>();
        for (TypeDeclaration.Member member : composites.get(tag).members()) {
            if (!member.name().isEmpty()) {
                types.putIfAbsent(member.name(), member.type());
            } else {
                memberTypes(resolve(member.type()), depth - 1).forEach(types::putIfAbsent);
            }
        }
        memberTypes.put(tag, types);
        return types;
    }

    /// The type of a place, or `Unknown`.
    public Type typeOf(Place place) {
        Type type = place.base().type();
        for (Projection step : place.path()) {
            type = step(type, step);
        }
        return type;
    }

    /// The type of what a step leads to from something of a type, or `Unknown`.
    public Type step(Type type, Projection step) {
        Type resolved = resolve(type);
        return switch (step) {
            case Projection.Deref _ -> target(resolved);
            case Projection.Field(var name) -> member(resolved, name);
            case Projection.Index _ -> resolved instanceof Type.Array(var element, _) ? element : type;
        };
    }

    private static Type target(Type type) {
        return switch (type) {
            case Type.Pointer(var target) -> target;
            case Type.Array(var element, _) -> element;
            case Type.Callable _ -> type;
            case Type.Named _, Type.Tagged _, Type.Unknown _ -> Type.UNKNOWN;
        };
    }
}
