package uringlint.rules.ownership;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import uringlint.callgraph.IrWalk;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.ir.BasicBlock;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Projection;
import uringlint.ir.Signature;
import uringlint.ir.Terminator;
import uringlint.ir.Variable;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.Accesses.Access;
import uringlint.rules.report.Accesses;
import uringlint.rules.report.Origins;
import uringlint.rules.report.Pointers;
import uringlint.rules.report.SpelledType;
import uringlint.rules.report.Subjects;
import uringlint.rules.report.Verdict;
import uringlint.typestate.Effect;

/// Reports an exclusive reference to a command that is only read through.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// `&mut *pointer`, or `as_mut()` of a `NonNull`, where the pointer leads to a command, its PDU or its SQE, and nothing is written through the
/// reference or through a pointer that is made of it. A pointer that is only the source of a copy writes nothing. Also one that a method by `&self` makes of its receiver,
/// whatever it does with it.
///
/// # Why it matters
/// `&mut` promises that no other reference to the memory is used while this one lives. A method by `&self` cannot promise that: two callers may be in
/// it at once, and the core has its own pointers to the command. The compiler believes it all the same. The type is then not `Sync` either.
///
/// # Wrong
/// `samples/needless-mut/getter-borrows-exclusively.rs`
///
/// # Right
/// `samples/needless-mut/destination-of-a-copy.rs`
///
/// # Limits
/// A reference that is returned, stored, or passed to a function that is not known to only read is taken to be written through.
///
/// # References
/// - The review of the third revision of the Rust abstraction (September 2025): "Why does this reference need to be mutable?"
/// - "Behavior considered undefined" in the Rust reference: the pointer aliasing rules.
public final class NeedlessMut implements Rule {
    private static final RuleInfo INFO = new RuleInfo("needless-mut", Severity.WARNING, "a command is borrowed exclusively and only read");
    private static final String REASON = "an exclusive reference promises that nobody else uses the memory while it lives, and the core and other references do";
    private static final Set<String> READERS = Set.of("len", "size_of_val", "is_empty", "is_null", "eq", "to_vec", "is_aligned", "addr");
    private static final Set<String> CONVERSIONS = Set.of("cast", "cast_mut", "cast_const", "as_ptr", "as_mut_ptr", "as_ref", "as_slice", "add", "from_ref", "from_mut", "&*", "&mut*");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var pointers = new Pointers(program);
        var origins = new Origins(program, pointers);
        var reports = new ArrayList<Diagnostic>();
        for (Function function : Subjects.told(program)) {
            int before = reports.size();
            for (Access access : Accesses.of(function, pointers, program)) {
                if (access.how() != Accesses.How.MUTABLE_REFERENCE || !access.by().equals("&mut*")) {
                    continue;
                }
                if (isOnlyRead(access, program)) {
                    reports.add(report(access, "`&mut` is made of a raw pointer, and nothing is written through it", "borrow it shared by `&*`, or go on with the raw pointer"));
                } else if (isShared(access, origins)) {
                    reports.add(report(access, "`&mut` is made of what `&self` only shares", "take `&mut self`, or write through the raw pointer"));
                }
            }
            if (reports.size() == before) {
                handedOut(function, pointers, origins).ifPresent(reports::add);
            }
        }
        return reports;
    }

    /// A method that returns an exclusive reference below its shared receiver, and made it without a pointer in between.
    private static Optional<Diagnostic> handedOut(Function function, Pointers pointers, Origins origins) {
        Signature signature = function.signature();
        boolean isOpen = signature.receiver() == Signature.Receiver.SHARED && SpelledType.of(signature.result()).borrowsExclusively()
                && pointers.flow(function).results().stream().anyMatch(value -> origins.parameter(value, function).filter(index -> index == 0).isPresent()
                        && pointers.of(value, function).filter(memory -> memory.region() == Pointers.Region.COMMAND || memory.region() == Pointers.Region.AREA).isPresent());
        return isOpen ? Optional.of(Verdict.of(INFO, "an exclusive reference is returned for a shared one", REASON,
                "take `&mut self`").at(function))
                : Optional.empty();
    }

    private static Diagnostic report(Access access, String message, String help) {
        return Verdict.of(INFO, message, REASON, help).at(access.function(), access.span());
    }

    /// Whether a reference is made of a receiver that others may have at the same time.
    private static boolean isShared(Access access, Origins origins) {
        return access.function().signature().receiver() == Signature.Receiver.SHARED && origins.parameter(access.value(), access.function()).filter(index -> index == 0).isPresent();
    }

    private static boolean isOnlyRead(Access access, AnalyzedProgram program) {
        Function function = access.function();
        var aliases = new HashSet<Variable>();
        IrWalk.instructions(function, instruction -> {
            if (instruction instanceof Instruction.Call call && call.span().equals(access.span()) && call.result().isVariable() && IrWalk.functionName(call.callee()).equals("&mut*")) {
                aliases.add(call.result().base());
            }
        });
        while (spread(function, aliases)) {}
        for (BasicBlock block : function.blocks()) {
            boolean isReturned = block.terminator() instanceof Terminator.Return(var value, _) && leads(value, aliases);
            if (isReturned || block.instructions().stream().anyMatch(instruction -> !isRead(instruction, aliases, function, program))) {
                return false;
            }
        }
        return true;
    }

    /// Adds the variables that get a pointer from one of these.
    private static boolean spread(Function function, Set<Variable> aliases) {
        int before = aliases.size();
        IrWalk.instructions(function, instruction -> {
            switch (instruction) {
                case Instruction.Assign(var target, var value, _) when target.isVariable() && !(value instanceof Expr.Variant) && leads(value, aliases) -> aliases.add(target.base());
                case Instruction.Call call when call.result().isVariable() && isConversion(call) && leads(call.arguments().getFirst(), aliases) -> aliases.add(call.result().base());
                case Instruction.Assign _, Instruction.Call _, Instruction.Drop _, Instruction.Opaque _ -> {}
            }
        });
        return aliases.size() > before;
    }

    private static boolean isConversion(Instruction.Call call) {
        String name = IrWalk.functionName(call.callee());
        return !call.arguments().isEmpty() && CONVERSIONS.contains(name.substring(name.lastIndexOf(':') + 1));
    }

    /// Whether a value is one of the pointers, or leads below one.
    private static boolean leads(Expr value, Set<Variable> aliases) {
        return switch (value) {
            case Expr.Read(var place) -> place.isVariable() && aliases.contains(place.base());
            case Expr.AddressOf(var place) -> aliases.contains(place.base());
            case Expr.Cast(_, var inner) -> leads(inner, aliases);
            case Expr.Apply(_, var operands) -> operands.stream().anyMatch(operand -> leads(operand, aliases));
            case Expr.Variant(_, var parts) -> parts.stream().anyMatch(part -> leads(part.value(), aliases));
            case Expr.Aggregate(_, var elements) -> elements.stream().anyMatch(element -> leads(element.value(), aliases));
            case Expr.Literal _, Expr.Text _, Expr.Symbol _, Expr.Unit _, Expr.Is _ -> false;
        };
    }

    private static boolean isRead(Instruction instruction, Set<Variable> aliases, Function function, AnalyzedProgram program) {
        return switch (instruction) {
            case Instruction.Assign(var target, var value, _) -> !isBelow(target, aliases) && (target.isVariable() && !(value instanceof Expr.Variant) || !leads(value, aliases));
            case Instruction.Call call -> !isBelow(call.result(), aliases) && isRead(call, aliases, function, program);
            case Instruction.Drop _ -> true;
            case Instruction.Opaque(var touched, _) -> touched.stream().noneMatch(place -> aliases.contains(place.base()));
        };
    }

    private static boolean isBelow(Place target, Set<Variable> aliases) {
        return aliases.contains(target.base()) && target.path().stream().anyMatch(step -> step instanceof Projection.Deref);
    }

    /// Whether a call does no more than read through the pointers among its arguments.
    private static boolean isRead(Instruction.Call call, Set<Variable> aliases, Function function, AnalyzedProgram program) {
        String name = IrWalk.functionName(call.callee());
        for (int at = 0; at < call.arguments().size(); at++) {
            if (leads(call.arguments().get(at), aliases) && !isReader(name, at, call, function, program)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isReader(String name, int argument, Instruction.Call call, Function function, AnalyzedProgram program) {
        if (READERS.contains(name.substring(name.lastIndexOf(':') + 1)) || isConversion(call)) {
            return true;
        }
        var callee = program.index().resolve(name, function.file());
        if (callee.isPresent()) {
            List<String> parameters = callee.get().signature().parameters();
            return argument < parameters.size() && SpelledType.of(parameters.get(argument)).isReadOnly();
        }
        List<Effect> effects = program.model().find(name, call.arguments().size()).map(Effect.Api::effects).orElse(List.of());
        return !effects.isEmpty() && effects.stream().allMatch(effect -> switch (effect) {
            case Effect.Fetch _, Effect.Once _, Effect.Load _, Effect.Look _ -> true;
            case Effect.Copy(_, var source) -> source == argument;
            default -> false;
        });
    }
}
