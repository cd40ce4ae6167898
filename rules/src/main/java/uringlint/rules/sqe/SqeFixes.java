// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.sqe;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import uringlint.callgraph.IrWalk;
import uringlint.callgraph.ProgramIndex;
import uringlint.diagnostic.Edit;
import uringlint.diagnostic.Fix;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Projection;
import uringlint.ir.Type;
import uringlint.ir.TypeDeclaration;
import uringlint.ir.Variable;
import uringlint.rule.AnalyzedProgram;
import uringlint.rules.model.UringApi;
import uringlint.rules.model.UringFunctions;
import uringlint.rules.report.CTypes;
import uringlint.rules.report.Fixes;
import uringlint.source.Location;
import uringlint.source.Span;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.protocol.Way;

/// Fixes for reads of the SQE: finds where what was observed is written.
final class SqeFixes {

    private final AnalyzedProgram program;
    private final List<SqeReads.Seen> reads;

    SqeFixes(AnalyzedProgram program) {
        this.program = program;
        reads = SqeReads.of(Observation.Read.class, program);
    }

    /// A read as it is written.
    private record Written(Place place, Span span) {}

    /// `READ_ONCE()` around all that the statement of a plain read reads plainly; or one local variable, where a field is read again:
    /// two volatile reads are still two.
    List<Fix> plain(SqeReads.Seen seen) {
        if (seen.isOpcode()) {
            return opcode(seen);
        }
        List<Fix> once = twice(seen);
        return once.isEmpty() ? wrapped(seen).stream().toList() : once;
    }

    private Optional<Fix> wrapped(SqeReads.Seen seen) {
        Function function = seen.observation().function();
        var edits = new LinkedHashSet<Edit>();
        for (SqeReads.Seen other : reads) {
            boolean isHere = other.observation().function() == function && other.observation().span().equals(seen.observation().span());
            if (isHere && other.read().way() == Way.PLAIN) {
                List<Written> written = written(other);
                if (written.size() != 1 || !isScalar(other.read()) || isReadAgain(other)) {
                    return Optional.empty();
                }
                Fixes.readOnce(function, written.getFirst().place(), written.getFirst().span()).ifPresent(fix -> edits.addAll(fix.edits()));
            }
        }
        return edits.isEmpty() ? Optional.empty() : Optional.of(new Fix("read it with `READ_ONCE()`", List.copyOf(edits)));
    }

    private boolean isReadAgain(SqeReads.Seen seen) {
        return reads.stream().anyMatch(other -> other.observation().object().equals(seen.observation().object())
                && isSame(other.read(), seen.read())
                && (other.read().earlier().isPresent() || !other.observation().span().equals(seen.observation().span())));
    }

    /// One local variable for all reads that a function makes of a field.
    List<Fix> twice(SqeReads.Seen seen) {
        Function function = seen.observation().function();
        var all = new LinkedHashSet<Written>();
        var statements = new LinkedHashSet<Location>();
        var earlier = new LinkedHashSet<Location>();
        for (SqeReads.Seen other : reads) {
            Observation observation = other.observation();
            if (observation.function() == function && observation.object().equals(seen.observation().object())
                    && isSame(other.read(), seen.read())) {
                List<Written> written = written(other);
                var here = new Location(function.file(), observation.span());
                // What a loop reads again needs a variable before the loop.
                boolean isAgain = other.read().earlier().equals(Optional.of(here));
                if (isAgain || written.isEmpty() || other.read().way() == Way.COPY
                        || written.stream().map(Written::place).distinct().count() > 1) {
                    return List.of();
                }
                all.addAll(written);
                statements.add(here);
                other.read().earlier().ifPresent(earlier::add);
            }
        }
        if (earlier.isEmpty() || !statements.containsAll(earlier) || !isScalar(seen.read())) {
            return List.of();
        }
        List<Span> spans = all.stream().map(Written::span).distinct().sorted().toList();
        Written first = all.stream().filter(written -> written.span().equals(spans.getFirst())).findFirst().orElseThrow();
        Optional<Fix> fix = holder(function, first).flatMap(variable -> Fixes.useLocal(function, spans, variable.name()))
                .or(() -> Fixes.oneLocal(function, spans, seen.read().path().getLast(), typeOf(first.place())));
        return fix.stream().toList();
    }

    /// `cmd->cmd_op` for all reads of the opcode that a function makes.
    List<Fix> opcode(SqeReads.Seen seen) {
        Function function = seen.observation().function();
        var edits = new LinkedHashSet<Edit>();
        for (SqeReads.Seen other : reads) {
            if (other.observation().function() == function && other.isOpcode()) {
                List<Optional<Fix>> fixes = written(other).stream().map(written -> Fixes.latchedOperation(function, written.span()))
                        .toList();
                if (fixes.isEmpty() || fixes.contains(Optional.<Fix>empty())) {
                    return List.of();
                }
                fixes.forEach(fix -> edits.addAll(fix.orElseThrow().edits()));
            }
        }
        return edits.isEmpty() ? List.of() : List.of(new Fix("use the opcode that the core has read", List.copyOf(edits)));
    }

    private static boolean isSame(Observation.Access left, Observation.Access right) {
        return left.path().equals(right.path()) && left.base().equals(right.base());
    }

    /// Where the statement of a read spells the fields that were read.
    private List<Written> written(SqeReads.Seen seen) {
        Function function = seen.observation().function();
        var found = new ArrayList<Written>();
        for (var spelled : function.spellings().values()) {
            if (seen.observation().span().contains(spelled.span()) && spelled.value() instanceof Expr.Read(var place)
                    && isRead(place, seen.read())) {
                found.add(new Written(place, spelled.span()));
            }
        }
        return found.stream().distinct().toList();
    }

    private boolean isRead(Place place, Observation.Access read) {
        var fields = new ArrayList<String>();
        int pointer = -1;
        for (int at = 0; at < place.path().size(); at++) {
            switch (place.path().get(at)) {
                case Projection.Deref _ -> {
                    pointer = at;
                    fields.clear();
                }
                case Projection.Field(var name) -> fields.add(name);
                case Projection.Index _ -> {
                    return false;
                }
            }
        }
        return pointer >= 0 && !fields.isEmpty() && fields.equals(read.fields())
                && program.index().typeOf(new Place(place.base(), place.path().subList(0, pointer + 1))).equals(read.base());
    }

    /// Whether a field can be read by one access: it is no structure, no array and no bit-field.
    private boolean isScalar(Observation.Access read) {
        ProgramIndex types = program.declarations();
        Type type = read.base();
        for (String field : read.fields()) {
            if (types.resolve(type) instanceof Type.Tagged(_, var tag) && types.composite(tag).isPresent()) {
                for (TypeDeclaration.Member member : types.composite(tag).get().members()) {
                    boolean isBits = member.bits().isPresent()
                            || member.attributes().stream().anyMatch(attribute -> attribute.startsWith(":"));
                    if (isBits && (member.name().equals(field) || member.name().isEmpty())) {
                        return false;
                    }
                }
            }
            type = types.member(type, field);
        }
        return switch (types.resolve(type)) {
            case Type.Pointer _, Type.Named _ -> true;
            case Type.Tagged(var keyword, _) -> keyword == Type.Keyword.ENUM;
            case Type.Unknown _ -> read.base() instanceof Type.Tagged(_, var tag) && tag.equals(UringApi.SQE_TYPE)
                    && read.fields().size() == 1;
            case Type.Array _, Type.Callable _ -> false;
        };
    }

    /// A type that a declaration can be written with, or `typeof()` of the place.
    private Optional<String> typeOf(Place place) {
        return switch (program.declarations().typeOf(place)) {
            case Type.Named(var name) -> Optional.of(CTypes.inKernel(name));
            case Type.Tagged(var keyword, var tag) when keyword == Type.Keyword.ENUM && CTypes.canBeWritten(tag) ->
                Optional.of("enum " + tag);
            case Type.Tagged _, Type.Pointer _, Type.Array _, Type.Callable _, Type.Unknown _ -> Optional.empty();
        };
    }

    /// The variable that gets a read as it is and never anything else, if its type is that of the field.
    private Optional<Variable> holder(Function function, Written first) {
        var holders = new ArrayList<Variable>();
        var written = new ArrayList<Variable>();
        IrWalk.instructions(function, instruction -> {
            switch (instruction) {
                case Instruction.Assign(var target, var value, var span) -> note(target, value, span, first, holders, written);
                case Instruction.Call(var target, var callee, var arguments, var span) -> {
                    boolean isVolatile = UringFunctions.VOLATILE_READS.contains(IrWalk.functionName(callee))
                            || callee instanceof Expr.Symbol(var name) && UringFunctions.VOLATILE_READS.contains(name);
                    note(target, isVolatile && arguments.size() == 1 ? arguments.getFirst()
                            : new Expr.Unit(), span, first, holders, written);
                    arguments.forEach(argument -> IrWalk.parts(argument, part -> noteAddress(part, written)));
                }
                case Instruction.Drop _, Instruction.Opaque _ -> {}
            }
        });
        return holders.stream()
                .filter(variable -> variable.kind() == Variable.Kind.LOCAL && written.stream().filter(variable::equals).count() == 1)
                .filter(variable -> name(variable.type()).equals(name(program.declarations().typeOf(first.place())))
                        && !name(variable.type()).isEmpty())
                .findFirst();
    }

    private static void note(Place target, Expr value, Span span, Written first, List<Variable> holders, List<Variable> written) {
        if (target.isVariable()) {
            written.add(target.base());
            if (value.equals(new Expr.Read(first.place())) && span.contains(first.span())) {
                holders.add(target.base());
            }
        }
        IrWalk.parts(value, part -> noteAddress(part, written));
    }

    private static void noteAddress(Expr part, List<Variable> written) {
        if (part instanceof Expr.AddressOf(var place) && place.isVariable()) {
            written.add(place.base());
        }
    }

    /// The name of a type, the same one in the kernel and in what user space sees.
    private static String name(Type type) {
        return type instanceof Type.Named(var name) ? CTypes.plain(name) : "";
    }
}
