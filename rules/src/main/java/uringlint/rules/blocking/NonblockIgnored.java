// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.blocking;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import uringlint.callgraph.IrWalk;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.ir.Expr;
import uringlint.ir.Instruction;
import uringlint.ir.Type;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Evidence;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.model.UringFlags;
import uringlint.rules.report.CallChain;
import uringlint.rules.report.Comments;
import uringlint.rules.report.Paths;
import uringlint.rules.report.Subjects;
import uringlint.rules.report.Verdict;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.protocol.PathMark;
import uringlint.typestate.protocol.Role;
import uringlint.typestate.protocol.Waiting;

/// Reports calls that sleep in a handler that must not.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// A call in a handler, or in what it calls, that waits for a lock, an event or I/O, on a path on which `IO_URING_F_NONBLOCK` is
/// set, or which nothing makes depend on it: it did not test the flag before. The report is in the innermost function that has
/// the flags.
///
/// # Why it matters
/// An inline issue runs in the system call of the submitter, under the lock of the ring. While the handler sleeps, no other
/// request of the ring is submitted or completed, and a thread that polls for submissions is stuck for all its rings.
///
/// # Wrong
/// `samples/nonblock-ignored/waits-inline.c`
///
/// # Right
/// `samples/nonblock-ignored/goes-to-io-wq-first.c`
///
/// # Limits
/// What sleeps is a table: mutexes, semaphores, waits, flushes, synchronous I/O, requests without `BLK_MQ_REQ_NOWAIT`; and, from
/// the sources of the releases 6.1, 6.12, 7.2 and 7.3, what calls those on every way that is no error, unless a flag in an
/// argument says otherwise. A function that sleeps only by what memory holds is not known to. Allocations with `GFP_KERNEL` and
/// copies from and to user memory are accepted, as they are in the drivers of the kernel. A mutex is accepted as well, on a path
/// that does not know the flag to be set, if a comment that speaks of locks or waiting stands above a place where it is taken: it
/// says, as in ublk, why nobody holds it for long; and so is one of a place for commands whose guard has no name, and goes at the end
/// of the statement. A test of the flag on the path before the call counts, whatever is done with it.
///
/// # References
/// - `drivers/block/ublk_drv.c`: `ublk_ctrl_uring_cmd()` returns `-EAGAIN` first; the comment in `ublk_fetch()`.
/// - `nvme_uring_cmd_io()` in `drivers/nvme/host/ioctl.c` allocates with `BLK_MQ_REQ_NOWAIT`.
public final class NonblockIgnored implements Rule {
    private static final RuleInfo INFO = new RuleInfo("nonblock-ignored", Severity.WARNING, "a handler sleeps though it must not")
            .needing(Evidence.CHECKS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    /// How deep commands are looked for in what a lock guards.
    private static final int HOLDERS = 5;
    /// What a comment says that argues why a lock may be waited for.
    private static final Pattern ABOUT_WAITING =
            Pattern.compile("lock|mutex|sleep|wait|conten|inline|io-wq|brief|short", Pattern.CASE_INSENSITIVE);
    private static final Set<Waiting> ACCEPTED = Set.of(Waiting.MEMORY, Waiting.USER);

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        Set<String> explained = explained(program);
        Set<String> avoided = avoided(program);
        for (Observation.Sleep seen : program.observed(Observation.Sleep.class)) {
            if (seen.role().kind() != Role.Kind.HANDLER || Paths.isCancelCall(seen, program)
                    || ACCEPTED.contains(seen.waiting())) {
                continue;
            }
            boolean mustNot = Paths.hasFlag(seen, UringFlags.NONBLOCK, true);
            if (!mustNot && (explained.contains(seen.lock()) || !avoided.contains(seen.lock()) && isBrief(seen, program))) {
                continue;
            }
            if (mustNot || !mayWait(seen)) {
                reports.add(CallChain.of(seen, program).report(Verdict.of(INFO,
                        "`%s()` may sleep, and `IO_URING_F_NONBLOCK` may be set".formatted(seen.name()),
                        "an inline issue holds the lock of the ring: while it sleeps, nothing of the ring is submitted or completed",
                        "return `-EAGAIN` first when `issue_flags & IO_URING_F_NONBLOCK`, or use a variant that does not wait")));
            }
        }
        return reports;
    }

    /// Whether the path knows that it may wait, or asked.
    private static boolean mayWait(Observation.Sleep seen) {
        return Paths.hasFlag(seen, UringFlags.NONBLOCK, false) || Paths.hasFlag(seen, UringFlags.UNLOCKED, true)
                || seen.has(PathMark.Known.ASKED_TO_WAIT);
    }

    /// The locks that are taken somewhere only after a test of the flag: whoever wrote that thinks that they may be held for long.
    private static Set<String> avoided(AnalyzedProgram program) {
        var locks = new LinkedHashSet<String>();
        for (Observation.Sleep seen : program.observed(Observation.Sleep.class)) {
            if (!seen.lock().isEmpty() && (seen.has(PathMark.Known.ASKED_TO_WAIT) || Paths.hasFlag(seen, UringFlags.NONBLOCK, false))) {
                locks.add(seen.lock());
            }
        }
        return locks;
    }

    /// Whether a lock of a place for commands is held by a guard without a name: it is given up at the end of the statement, and nobody
    /// does more with such a place than to put a command there or to take one.
    private static boolean isBrief(Observation.Sleep seen, AnalyzedProgram program) {
        for (Instruction.Call call : program.graph().callsAt(seen.function(), seen.span())) {
            boolean[] isGuard = new boolean[1];
            boolean[] isNamed = new boolean[1];
            IrWalk.instructions(seen.function(), instruction -> {
                switch (instruction) {
                    case Instruction.Drop(var place, var cleanup, _) ->
                        isGuard[0] |= place.equals(call.result()) && cleanup.startsWith("guard:");
                    case Instruction.Assign(var target, Expr.Read(var place), _) ->
                        isNamed[0] |= place.equals(call.result()) && target.isVariable();
                    case Instruction.Assign _, Instruction.Call _, Instruction.Opaque _ -> {}
                }
            });
            if (isGuard[0] && !isNamed[0] && mayHoldCommand(call.result().base().type(), program, HOLDERS)) {
                return true;
            }
        }
        return false;
    }

    private static boolean mayHoldCommand(Type type, AnalyzedProgram program, int depth) {
        return depth > 0 && (Subjects.isCommand(type, program) || switch (program.index().resolve(type)) {
            case Type.Pointer(var target) -> mayHoldCommand(target, program, depth - 1);
            case Type.Array(var element, _) -> mayHoldCommand(element, program, depth - 1);
            case Type.Tagged(_, var tag) -> program.index().composite(tag).stream()
                    .flatMap(composite -> composite.members().stream())
                    .anyMatch(member -> mayHoldCommand(member.type(), program, depth - 1));
            case Type.Unknown _ -> true;
            case Type.Named _, Type.Callable _ -> false;
        });
    }

    /// The locks that are taken somewhere below a comment that speaks of waiting. What else is said there does not argue for it.
    private static Set<String> explained(AnalyzedProgram program) {
        var locks = new LinkedHashSet<String>();
        for (Observation.Sleep seen : program.observed(Observation.Sleep.class)) {
            if (!seen.lock().isEmpty() && ABOUT_WAITING.matcher(Comments.at(seen)).find()) {
                locks.add(seen.lock());
            }
        }
        return locks;
    }
}
