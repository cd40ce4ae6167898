// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.ownership;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import uringlint.callgraph.IrWalk;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.ir.BasicBlock;
import uringlint.ir.BlockId;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Evidence;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.Accesses;
import uringlint.rules.report.Accesses.Access;
import uringlint.rules.report.Handle;
import uringlint.rules.report.Handles;
import uringlint.rules.report.Pointers;
import uringlint.rules.report.Verdict;
import uringlint.source.Span;
import uringlint.typestate.protocol.Effect;

/// Reports trampolines that make an owner of a command that has one.
///
/// Kernels: 6.7 and newer.
///
/// # What it reports
/// A function that the core calls with a raw command and flags, for whatever driver implements a trait, and that makes an owning
/// handle of the command, or resets its PDU, on a way on which nobody has asked for `IO_URING_F_CANCEL`.
///
/// # Why it matters
/// If anything has marked the command cancelable, the core calls the handler a second time, with `IO_URING_F_CANCEL` and the
/// command that is pending. The owner that is waiting with it and the new one can both complete it. `IORING_URING_CMD_REISSUE` is
/// not set in that call: a wrapper that clears the PDU for a new command clears what the pending one has noted.
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
    private static final RuleInfo INFO =
            new RuleInfo("cancel-second-owner", Severity.ERROR, "a cancel call makes a second owner of a command")
            .needing(Evidence.DRIVER);
    private static final String SECOND = "an owning handle is created in every call, including `IO_URING_F_CANCEL`";

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        Handles handles = Handles.in(program);
        var tests = new CancelTests(handles);
        var reports = new ArrayList<Diagnostic>();
        for (Entry entry : Entry.in(handles)) {
            BitSet unasked = tests.unasked(entry.function());
            owners(entry, handles).stream()
                    .filter(owner -> unasked.get(owner.block().index()))
                    .min(Comparator.comparing(owner -> owner.span().start()))
                    .ifPresent(owner -> reports.add(Verdict.of(INFO, owner.message(),
                            "the core calls it for a pending command as well, to have that canceled, and the command then has two owners",
                            "return at once, or call a method for that, if `IO_URING_F_CANCEL` is set")
                            .at(entry.function(), owner.span())));
        }
        return reports;
    }

    /// A place at which the command gets an owner, or loses what it holds.
    private record Owner(BlockId block, Span span, String message) {}

    private static List<Owner> owners(Entry entry, Handles handles) {
        var owners = new ArrayList<Owner>();
        for (Making making : Making.in(entry.function(), handles)) {
            if (isCommand(making.values(), entry, handles)) {
                owners.add(new Owner(making.block().id(), making.span(), SECOND));
            }
        }
        wraps(entry, handles, owners);
        for (Access access : Accesses.of(entry.function(), handles.pointers(), handles.program())) {
            if (access.how() == Accesses.How.WRITE && access.memory().region() == Pointers.Region.AREA) {
                owners.add(new Owner(access.block(), access.span(),
                        "the PDU of the command is written in every call, the one to cancel it among them"));
            }
        }
        return owners;
    }

    private static boolean isCommand(List<Expr> values, Entry entry, Handles handles) {
        return values.stream().anyMatch(value -> handles.isParameter(value, entry.command(), entry.function()));
    }

    /// The handles that functions of the API make.
    private static void wraps(Entry entry, Handles handles, List<Owner> owners) {
        for (BasicBlock block : isMoved(entry.function(), handles.program()) ? entry.function().blocks() : List.<BasicBlock>of()) {
            for (Instruction instruction : block.instructions()) {
                if (instruction instanceof Instruction.Call(_, Expr.Symbol(var name), var arguments, var span)
                        && handles.program().index().resolve(name, entry.function().file()).isEmpty()
                        && handles.program().model().has(name, Effect.Wrap.class) && isCommand(arguments, entry, handles)) {
                    owners.add(new Owner(block.id(), span, SECOND));
                }
            }
        }
    }

    /// Whether a function moves a pointer to a command away: then it is a handle that owns it.
    private static boolean isMoved(Function function, AnalyzedProgram program) {
        boolean[] found = new boolean[1];
        IrWalk.instructions(function, instruction -> found[0] |= instruction instanceof Instruction.Assign(var target, Expr.Unit _, _)
                && target.isVariable() && Handle.isPointer(target.base().type(), program));
        return found[0];
    }
}
