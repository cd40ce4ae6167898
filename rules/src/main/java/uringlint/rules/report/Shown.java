// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.report;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import uringlint.callgraph.IrWalk;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.TraceStep;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Type;
import uringlint.ir.Variable;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Evidence;
import uringlint.rules.model.UringApi;
import uringlint.source.Location;
import uringlint.typestate.protocol.Role;

/// Tells of a driver of which some files are known in parts which reports rest on what is known alone.
public final class Shown {
    private static final String FLAGS = "unsigned int";

    private final AnalyzedProgram program;
    private final java.util.function.Function<String, Evidence> evidence;
    private final boolean isWhole;

    /// `isPartial` says of the path of a file whether only parts of it are known, `evidence` of a rule what it must have seen.
    public Shown(AnalyzedProgram program, Predicate<String> isPartial, java.util.function.Function<String, Evidence> evidence) {
        this.program = program;
        this.evidence = evidence;
        isWhole = program.index().program().units().stream().noneMatch(unit -> isPartial.test(unit.file().path()));
    }

    /// The reports whose evidence is there.
    public List<Diagnostic> of(List<Diagnostic> reports) {
        return isWhole ? reports : reports.stream().filter(this::isProven).toList();
    }

    private boolean isProven(Diagnostic report) {
        return switch (evidence.apply(report.rule())) {
            case PATH -> true;
            case CHECKS -> isEntered(report) && path(report).stream().noneMatch(this::asksUnseen);
            case DRIVER -> false;
        };
    }

    /// Whether the report starts where the kernel enters the driver: what callers have checked is known then.
    private boolean isEntered(Diagnostic report) {
        Set<Function> path = path(report);
        return program.roles().stream()
                .filter(role -> role.kind() != Role.Kind.PLAIN)
                .anyMatch(role -> path.contains(role.function()));
    }

    /// The functions that a report goes through.
    private Set<Function> path(Diagnostic report) {
        var places = new LinkedHashSet<Location>();
        places.add(report.location());
        places.add(report.cause());
        report.trace().stream().map(TraceStep::location).forEach(places::add);
        var functions = new LinkedHashSet<Function>();
        places.forEach(place -> Reports.holder(place, program).ifPresent(functions::add));
        return functions;
    }

    /// Whether a function gives a command or its flags to one that nobody has seen.
    private boolean asksUnseen(Function function) {
        boolean[] asks = new boolean[1];
        Set<Variable> holders = holders(function);
        IrWalk.instructions(function, instruction -> asks[0] |= instruction instanceof Instruction.Call(_, var callee, var arguments, _)
                && isUnseen(callee, function)
                && arguments.stream().anyMatch(argument -> tells(argument, function, holders)));
        return asks[0];
    }

    private boolean isUnseen(Expr callee, Function function) {
        return !(callee instanceof Expr.Symbol(var name))
                || program.index().resolve(name, function.file()).isEmpty() && !program.model().knows(name);
    }

    /// The variables through which a function has stored a command: whoever gets one of them finds it.
    private Set<Variable> holders(Function function) {
        var holders = new HashSet<Variable>();
        IrWalk.instructions(function, instruction -> {
            if (instruction instanceof Instruction.Assign(var target, Expr.Read(var source), _)
                    && !target.path().isEmpty()
                    && isCommand(source)) {
                holders.add(target.base());
            }
        });
        return holders;
    }

    private boolean tells(Expr argument, Function function, Set<Variable> holders) {
        boolean[] tells = new boolean[1];
        IrWalk.parts(argument, part -> {
            switch (part) {
                case Expr.Read(var place) ->
                    tells[0] |= isCommand(place) || isFlags(place.base(), function) || holders.contains(place.base());
                case Expr.AddressOf(var place) -> tells[0] |= holders.contains(place.base());
                case Expr.Literal _,
                        Expr.Text _,
                        Expr.Symbol _,
                        Expr.Unit _,
                        Expr.Apply _,
                        Expr.Cast _,
                        Expr.Aggregate _,
                        Expr.Variant _,
                        Expr.Is _ -> {}
            }
        });
        return tells[0];
    }

    private boolean isCommand(Place place) {
        return place.path().isEmpty()
                && program.index().resolve(place.base().type()) instanceof Type.Pointer(var target)
                && program.index().resolve(target) instanceof Type.Tagged(_, var tag)
                && tag.equals(UringApi.OBJECT_TYPE);
    }

    private boolean isFlags(Variable variable, Function function) {
        return function.parameters().contains(variable)
                && program.index().resolve(variable.type()) instanceof Type.Named(var name)
                && name.equals(FLAGS);
    }
}
