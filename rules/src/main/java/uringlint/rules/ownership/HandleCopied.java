package uringlint.rules.ownership;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.diagnostic.TraceStep;
import uringlint.ir.BasicBlock;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Implementation;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Signature.Receiver;
import uringlint.ir.Spellings;
import uringlint.ir.Terminator;
import uringlint.ir.TranslationUnit;
import uringlint.ir.Variable;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.Flow;
import uringlint.rules.report.Handle;
import uringlint.rules.report.Origins;
import uringlint.rules.report.Pointers;
import uringlint.rules.report.SpelledType;
import uringlint.rules.report.Subjects;
import uringlint.rules.report.Verdict;
import uringlint.source.Location;
import uringlint.source.Span;

/// Reports commands of which two handles can exist.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// - `Clone` or `Copy`, derived or written, for a type that owns a command: one that its completion takes by value, or that is turned into such a one.
/// - Two handles that are made of the same raw pointer on one way through a function.
///
/// # Why it matters
/// A method that takes `self` is called once for each handle, not once for each command. With two handles safe code completes a command twice: two CQEs, and a request
/// that is freed twice.
///
/// # Wrong
/// `samples/handle-copied/derived.rs`
///
/// # Right
/// `samples/handle-copied/view-of-a-command.rs`
///
/// # Limits
/// A handle that nothing takes by value owns nothing, and may be copied. Handles that two functions make of the same pointer are not compared.
///
/// # References
/// - The posted series "rust: miscdevice: abstraction for uring-cmd", v4 of April 2026: the handle of a pending command is made of the one of a new command.
public final class HandleCopied implements Rule {
    private static final RuleInfo INFO = new RuleInfo("handle-copied", Severity.ERROR, "two handles can own one command");
    private static final String REASON = "each handle can complete the command, and the command can be completed once";

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var pointers = new Pointers(program);
        Map<String, Handle> handles = Handle.in(program, new Origins(program, pointers));
        var reports = new ArrayList<Diagnostic>();
        Set<String> told = new HashSet<>();
        for (TranslationUnit unit : program.index().program().units()) {
            for (Implementation implementation : unit.implementations()) {
                boolean isCopy = implementation.trait().equals("Clone") || implementation.trait().equals("Copy");
                if (isCopy && handles.containsKey(implementation.type()) && handles.get(implementation.type()).isOwning() && told.add(implementation.type())) {
                    reports.add(Verdict.of(INFO, "`%s` owns a command and can be copied".formatted(implementation.type()), REASON,
                            "let the type be neither `Clone` nor `Copy`").at(new Location(unit.file(), implementation.span()), implementation.type()));
                }
            }
        }
        for (Function function : Subjects.told(program)) {
            twice(function, handles, pointers, program).ifPresent(reports::add);
        }
        return reports;
    }

    /// A place at which a handle is made of a pointer.
    private record Making(Variable pointer, BasicBlock block, Span span) {}

    private static Optional<Diagnostic> twice(Function function, Map<String, Handle> handles, Pointers pointers, AnalyzedProgram program) {
        List<Making> makings = makings(function, handles, pointers, program);
        for (Making first : makings) {
            for (Making second : makings) {
                boolean isLater = first != second && first.pointer().equals(second.pointer())
                        && (first.block() == second.block() ? first.span().start() < second.span().start() : reaches(function, first.block(), second.block()));
                if (isLater) {
                    var step = new TraceStep(new Location(function.file(), first.span()), "the first handle is made of `%s` here".formatted(first.pointer().name()));
                    return Optional.of(Verdict.of(INFO, "a second handle is made of `%s`".formatted(first.pointer().name()), REASON,
                            "make one handle, and pass it on").at(function, second.span(), List.of(step)));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean reaches(Function function, BasicBlock from, BasicBlock to) {
        var reached = new BitSet();
        var open = new ArrayList<BasicBlock>(List.of(from));
        while (!open.isEmpty()) {
            BasicBlock block = open.removeLast();
            List<uringlint.ir.BlockId> next = switch (block.terminator()) {
                case Terminator.Jump(var target, _) -> List.of(target);
                case Terminator.Branch(_, var one, var other, _) -> List.of(one, other);
                case Terminator.Return _, Terminator.Unreachable _ -> List.of();
            };
            for (uringlint.ir.BlockId id : next) {
                if (!reached.get(id.index())) {
                    reached.set(id.index());
                    open.add(function.block(id));
                }
            }
        }
        return reached.get(to.id().index());
    }

    /// The handles that a function makes of raw pointers, by writing them down or by a constructor.
    private static List<Making> makings(Function function, Map<String, Handle> handles, Pointers pointers, AnalyzedProgram program) {
        var makings = new ArrayList<Making>();
        for (BasicBlock block : function.blocks()) {
            for (Instruction instruction : block.instructions()) {
                if (instruction instanceof Instruction.Call(_, Expr.Symbol(var name), var arguments, var span) && arguments.size() == 1 && isConstructor(name, function, handles, program)) {
                    raw(arguments.getFirst(), function, pointers).ifPresent(pointer -> makings.add(new Making(pointer, block, span)));
                }
            }
        }
        for (Spellings.Made made : function.spellings().made()) {
            if (handles.containsKey(made.type()) && handles.get(made.type()).isOwning()) {
                raw(made.value(), function, pointers).ifPresent(pointer -> makings.add(new Making(pointer, block(function, made.span()), made.span())));
            }
        }
        return makings;
    }

    /// The block in which a span is run: that of the smallest instruction around it.
    private static BasicBlock block(Function function, Span span) {
        BasicBlock found = function.entry();
        int smallest = Integer.MAX_VALUE;
        for (BasicBlock block : function.blocks()) {
            for (Instruction instruction : block.instructions()) {
                if (instruction.span().contains(span) && instruction.span().length() < smallest) {
                    smallest = instruction.span().length();
                    found = block;
                }
            }
        }
        return found;
    }

    private static boolean isConstructor(String name, Function function, Map<String, Handle> handles, AnalyzedProgram program) {
        Optional<Function> callee = program.index().resolve(name, function.file());
        if (callee.isEmpty()) {
            return false;
        }
        var signature = callee.get().signature();
        Handle own = handles.get(signature.owner());
        boolean isOwn = own != null && own.isOwning() && SpelledType.of(signature.result()).holds("Self");
        return signature.receiver() == Receiver.NONE && signature.parameters().size() == 1 && SpelledType.of(signature.parameters().getFirst()).isRaw()
                && (isOwn || handles.values().stream().anyMatch(handle -> handle.isOwning() && SpelledType.of(signature.result()).holds(handle.name())));
    }

    /// The variable of a raw pointer that a value is, if it is no handle before.
    private static Optional<Variable> raw(Expr value, Function function, Pointers pointers) {
        Expr inner = value instanceof Expr.Cast(_, var cast) ? cast : value;
        if (!(inner instanceof Expr.Read(Place place)) || !place.isVariable()) {
            return Optional.empty();
        }
        Variable variable = place.base();
        for (int depth = 0; depth < 8; depth++) {
            List<Flow.Definition> definitions = pointers.flow(function).of(variable);
            boolean isCopy = definitions.size() == 1 && definitions.getFirst() instanceof Flow.Definition.Given(Expr.Read(var from)) && from.isVariable();
            if (!isCopy) {
                break;
            }
            variable = ((Expr.Read) ((Flow.Definition.Given) definitions.getFirst()).value()).place().base();
        }
        int parameter = function.parameters().indexOf(variable);
        boolean isRaw = parameter >= 0 ? parameter < function.signature().parameters().size() && SpelledType.of(function.signature().parameters().get(parameter)).isRaw()
                : variable.kind() != Variable.Kind.TEMPORARY && pointers.flow(function).of(variable).stream().allMatch(definition -> definition instanceof Flow.Definition.Result);
        return isRaw ? Optional.of(variable) : Optional.empty();
    }
}
