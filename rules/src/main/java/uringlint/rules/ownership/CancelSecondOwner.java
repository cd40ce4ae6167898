package uringlint.rules.ownership;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import uringlint.callgraph.IrWalk;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.ir.BasicBlock;
import uringlint.ir.BlockId;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Prototype;
import uringlint.ir.Signature;
import uringlint.ir.Spellings;
import uringlint.ir.Terminator;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.Accesses;
import uringlint.rules.report.Accesses.Access;
import uringlint.rules.report.Flow;
import uringlint.rules.report.Handle;
import uringlint.rules.report.Origins;
import uringlint.rules.report.Pointers;
import uringlint.rules.report.SpelledType;
import uringlint.rules.report.Subjects;
import uringlint.rules.report.Verdict;
import uringlint.source.Span;
import uringlint.typestate.Effect;

/// Reports trampolines that make an owner of a command that has one.
///
/// Kernels: 6.7 and newer.
///
/// # What it reports
/// A function that the core calls with a raw command and flags, for whatever driver implements a trait, and that makes an owning handle of the command, or resets its
/// PDU, on a way on which nobody has asked for `IO_URING_F_CANCEL`.
///
/// # Why it matters
/// If anything has marked the command cancelable, the core calls the handler a second time, with `IO_URING_F_CANCEL` and the command that is pending. The owner that is
/// waiting with it and the new one can both complete it. `IORING_URING_CMD_REISSUE` is not set in that call: a wrapper that clears the PDU for a new command
/// clears what the pending one has noted.
///
/// # Wrong
/// `samples/cancel-second-owner/every-call-is-an-issue.rs`
///
/// # Right
/// `samples/cancel-second-owner/cancel-call-has-a-method.rs`
///
/// # Limits
/// A trampoline that calls no trait is a driver's own, and is judged by `cancel-unhandled`.
///
/// # References
/// - Commit 93b8cc60c37b (6.7) brought `IO_URING_F_CANCEL`; `io_uring_try_cancel_uring_cmd()` in `io_uring/uring_cmd.c`.
public final class CancelSecondOwner implements Rule {
    private static final RuleInfo INFO = new RuleInfo("cancel-second-owner", Severity.ERROR, "a cancel call makes a second owner of a command");
    private static final int DEPTH = 8;
    /// As what flags are passed.
    private static final Set<String> FLAGS = Set.of("u32", "c_uint", "u64");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var pointers = new Pointers(program);
        var origins = new Origins(program, pointers);
        Map<String, Handle> handles = Handle.in(program, origins);
        Set<String> methods = traitMethods(program);
        var reports = new ArrayList<Diagnostic>();
        for (Function function : Subjects.told(program)) {
            if (isTrampoline(function, methods, origins, program)) {
                owners(function, handles, pointers, origins, program).stream()
                        .filter(owner -> isReachedUnasked(owner.block(), function, pointers, program))
                        .min(Comparator.comparing(owner -> owner.span().start()))
                        .ifPresent(owner -> reports.add(Verdict.of(INFO, owner.message(),
                                "the core calls it for a pending command as well, to have that canceled, and the command then has two owners",
                                "return at once, or call a method for that, if `IO_URING_F_CANCEL` is set").at(function, owner.span())));
            }
        }
        return reports;
    }

    /// The methods of traits, by their whole names.
    private static Set<String> traitMethods(AnalyzedProgram program) {
        var names = new HashSet<>(program.model().traitMethods().keySet());
        program.index().program().units().forEach(unit -> unit.prototypes().stream().filter(CancelSecondOwner::isOfTrait).forEach(prototype -> names.add(prototype.name())));
        program.index().functions().stream().filter(function -> isOfTrait(function.signature())).forEach(function -> names.add(function.name()));
        return names;
    }

    private static boolean isOfTrait(Prototype prototype) {
        return isOfTrait(prototype.signature());
    }

    private static boolean isOfTrait(Signature signature) {
        return !signature.trait().isEmpty() && signature.trait().equals(signature.owner());
    }

    /// Whether a function gets a raw command and flags, and gives the command to a method of a trait.
    private static boolean isTrampoline(Function function, Set<String> methods, Origins origins, AnalyzedProgram program) {
        List<String> types = function.signature().parameters();
        int command = raw(function, program);
        boolean hasFlags = types.stream().anyMatch(type -> SpelledType.of(type).isOneOf(FLAGS));
        boolean[] isGiven = new boolean[1];
        IrWalk.instructions(function, instruction -> {
            if (instruction instanceof Instruction.Call(_, Expr.Symbol(var name), var arguments, _) && methods.contains(name)) {
                isGiven[0] |= arguments.stream().anyMatch(argument -> origins.parameter(argument, function).filter(index -> index == command).isPresent());
            }
        });
        return command >= 0 && hasFlags && isGiven[0];
    }

    private static int raw(Function function, AnalyzedProgram program) {
        for (int at = 0; at < function.parameters().size(); at++) {
            if (Handle.isPointer(function.parameters().get(at).type(), program) && SpelledType.of(function.signature().parameters().get(at)).isPointer()) {
                return at;
            }
        }
        return -1;
    }

    /// A place at which the command gets an owner, or loses what it holds.
    private record Owner(BlockId block, Span span, String message) {}

    private static List<Owner> owners(Function function, Map<String, Handle> handles, Pointers pointers, Origins origins, AnalyzedProgram program) {
        int command = raw(function, program);
        var owners = new ArrayList<Owner>();
        for (BasicBlock block : function.blocks()) {
            for (Instruction instruction : block.instructions()) {
                if (instruction instanceof Instruction.Call(_, Expr.Symbol(var name), var arguments, var span)
                        && isConstructor(name, arguments.size(), function, handles, program)
                        && arguments.stream().anyMatch(argument -> origins.parameter(argument, function).filter(index -> index == command).isPresent())) {
                    owners.add(new Owner(block.id(), span, "an owning handle is made of the command in every call, the one to cancel it among them"));
                }
            }
        }
        for (Spellings.Made made : function.spellings().made()) {
            boolean isOwner = handles.containsKey(made.type()) && handles.get(made.type()).isOwning() && origins.parameter(made.value(), function).filter(index -> index == command).isPresent();
            if (isOwner) {
                owners.add(new Owner(block(function, made.span()), made.span(), "an owning handle is made of the command in every call, the one to cancel it among them"));
            }
        }
        for (Access access : Accesses.of(function, pointers, program)) {
            if (access.how() == Accesses.How.WRITE && access.memory().region() == Pointers.Region.AREA) {
                owners.add(new Owner(access.block(), access.span(), "the PDU of the command is written in every call, the one to cancel it among them"));
            }
        }
        return owners;
    }

    private static BlockId block(Function function, Span span) {
        BlockId found = function.entry().id();
        int smallest = Integer.MAX_VALUE;
        for (BasicBlock block : function.blocks()) {
            for (Instruction instruction : block.instructions()) {
                if (instruction.span().contains(span) && instruction.span().length() < smallest) {
                    smallest = instruction.span().length();
                    found = block.id();
                }
            }
        }
        return found;
    }

    /// Whether a function makes an owning handle of a pointer.
    private static boolean isConstructor(String name, int arity, Function function, Map<String, Handle> handles, AnalyzedProgram program) {
        Optional<Function> callee = program.index().resolve(name, function.file());
        if (callee.isEmpty()) {
            return program.model().find(name, arity).map(Effect.Api::effects).orElse(List.of()).stream().anyMatch(effect -> effect instanceof Effect.Wrap) && isMoved(function, program);
        }
        Signature signature = callee.get().signature();
        Handle own = handles.get(signature.owner());
        return signature.receiver() == Signature.Receiver.NONE
                && (own != null && own.isOwning() && SpelledType.of(signature.result()).holds("Self")
                        || handles.values().stream().anyMatch(handle -> handle.isOwning() && SpelledType.of(signature.result()).holds(handle.name())));
    }

    /// Whether a function moves a pointer to a command away: then it is a handle that owns it.
    private static boolean isMoved(Function function, AnalyzedProgram program) {
        boolean[] found = new boolean[1];
        IrWalk.instructions(function, instruction -> found[0] |= instruction instanceof Instruction.Assign(var target, Expr.Unit _, _)
                && target.isVariable() && Handle.isPointer(target.base().type(), program));
        return found[0];
    }

    /// Whether a block is reached on a way on which the flag of the cancel call was not looked at.
    private static boolean isReachedUnasked(BlockId target, Function function, Pointers pointers, AnalyzedProgram program) {
        var reached = new BitSet();
        var open = new ArrayList<BlockId>(List.of(function.entry().id()));
        while (!open.isEmpty()) {
            BlockId id = open.removeLast();
            if (reached.get(id.index())) {
                continue;
            }
            reached.set(id.index());
            switch (function.block(id).terminator()) {
                case Terminator.Jump(var next, _) -> open.add(next);
                case Terminator.Branch(var condition, var one, var other, _) -> {
                    if (!asks(condition, function, pointers, program, DEPTH)) {
                        open.add(one);
                        open.add(other);
                    }
                }
                case Terminator.Return _, Terminator.Unreachable _ -> {}
            }
        }
        return reached.get(target.index());
    }

    /// Whether a condition depends on the flag, itself or by what it calls.
    private static boolean asks(Expr condition, Function function, Pointers pointers, AnalyzedProgram program, int depth) {
        boolean[] found = new boolean[1];
        IrWalk.parts(condition, part -> {
            switch (part) {
                case Expr.Symbol(var name) -> found[0] |= isFlag(name, program, DEPTH);
                case Expr.Read(var place) when place.isVariable() && depth > 0 -> {
                    for (Flow.Definition definition : pointers.flow(function).of(place.base())) {
                        found[0] |= switch (definition) {
                            case Flow.Definition.Given(var value) -> !value.equals(part) && asks(value, function, pointers, program, depth - 1);
                            case Flow.Definition.Result(var call) -> asks(call, function, pointers, program, depth - 1);
                        };
                    }
                }
                default -> {}
            }
        });
        return found[0];
    }

    private static boolean asks(Instruction.Call call, Function function, Pointers pointers, AnalyzedProgram program, int depth) {
        if (call.arguments().stream().anyMatch(argument -> asks(argument, function, pointers, program, 0))) {
            return true;
        }
        Optional<Function> callee = program.index().resolve(IrWalk.functionName(call.callee()), function.file());
        return callee.isPresent() && pointers.flow(callee.get()).results().stream().anyMatch(value -> asks(value, callee.get(), pointers, program, depth - 1));
    }

    private static boolean isFlag(String name, AnalyzedProgram program, int depth) {
        if (name.equals(program.model().cancelFlag())) {
            return true;
        }
        boolean[] found = new boolean[1];
        if (depth > 0) {
            program.index().definition(name).ifPresent(value -> IrWalk.parts(value, part -> found[0] |= part instanceof Expr.Symbol(var other) && !other.equals(name) && isFlag(other, program, depth - 1)));
        }
        return found[0];
    }
}
