// SPDX-License-Identifier: Apache-2.0

package uringlint.rules;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import uringlint.diagnostic.Diagnostic;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Evidence;
import uringlint.rule.Rule;
import uringlint.rules.abstraction.CompletionsUncounted;
import uringlint.rules.abstraction.FlagsOutliveCall;
import uringlint.rules.abstraction.ForgeableHandle;
import uringlint.rules.abstraction.LifetimeUnbounded;
import uringlint.rules.abstraction.SafetyClaimUnfounded;
import uringlint.rules.abstraction.SafetyCommentMissing;
import uringlint.rules.abstraction.SafetyConditionUnargued;
import uringlint.rules.abstraction.SafetySection;
import uringlint.rules.abstraction.SqeOutlivesHandler;
import uringlint.rules.abstraction.UnsafeAsSafe;
import uringlint.rules.blocking.EagainUnguarded;
import uringlint.rules.blocking.NonblockIgnored;
import uringlint.rules.blocking.PositiveReturn;
import uringlint.rules.checks.ApiVersion;
import uringlint.rules.checks.CancelCompletesOthers;
import uringlint.rules.checks.CompatUnchecked;
import uringlint.rules.checks.Cqe32Unchecked;
import uringlint.rules.checks.FixedUnchecked;
import uringlint.rules.checks.IopollMismatch;
import uringlint.rules.checks.MshotUnchecked;
import uringlint.rules.checks.RawBinding;
import uringlint.rules.completion.CancelRace;
import uringlint.rules.completion.CancelUnhandled;
import uringlint.rules.completion.CancelableSyncReturn;
import uringlint.rules.completion.CompletionOnlyInRelease;
import uringlint.rules.completion.DoubleCompletion;
import uringlint.rules.completion.DoubleHandoff;
import uringlint.rules.completion.EagainAfterHandoff;
import uringlint.rules.completion.InternalErrno;
import uringlint.rules.completion.LostCompletion;
import uringlint.rules.completion.LostInCallback;
import uringlint.rules.completion.NoTeardownPath;
import uringlint.rules.completion.PositiveErrno;
import uringlint.rules.completion.PublishBeforeMark;
import uringlint.rules.completion.QueuedAsResult;
import uringlint.rules.completion.ReturnAfterHandoff;
import uringlint.rules.completion.UseAfterCompletion;
import uringlint.rules.completion.UseAfterHandoff;
import uringlint.rules.flags.CallbackIgnoresDeadTask;
import uringlint.rules.flags.DeferredUnlocked;
import uringlint.rules.flags.DoneInAtomic;
import uringlint.rules.flags.DoneLockOrder;
import uringlint.rules.flags.IssueFlagsHardcoded;
import uringlint.rules.flags.IssueFlagsStale;
import uringlint.rules.flags.IssueFlagsWrongContext;
import uringlint.rules.ownership.CancelSecondOwner;
import uringlint.rules.ownership.CommandBorrowed;
import uringlint.rules.ownership.CommandMoved;
import uringlint.rules.ownership.DoneByReference;
import uringlint.rules.ownership.HandleCopied;
import uringlint.rules.ownership.NeedlessMut;
import uringlint.rules.ownership.SendSyncUnjustified;
import uringlint.rules.pdu.NeedlessUninit;
import uringlint.rules.pdu.PduLeak;
import uringlint.rules.pdu.PduRawCast;
import uringlint.rules.pdu.PduStackPointer;
import uringlint.rules.pdu.PduTooLarge;
import uringlint.rules.pdu.PduUnaligned;
import uringlint.rules.pdu.PduUninitialised;
import uringlint.rules.pdu.PrivateField;
import uringlint.rules.pdu.ReissueUnsafe;
import uringlint.rules.report.PathSlice;
import uringlint.rules.report.Shown;
import uringlint.rules.report.Subjects;
import uringlint.rules.report.Wording;
import uringlint.rules.results.ResultTruncated;
import uringlint.rules.sqe.IssueBlockingWithoutSnapshot;
import uringlint.rules.sqe.OpcodeAsProof;
import uringlint.rules.sqe.OpcodeWidth;
import uringlint.rules.sqe.PayloadLayout;
import uringlint.rules.sqe.Sqe128Unchecked;
import uringlint.rules.sqe.SqeCmdOp;
import uringlint.rules.sqe.SqeDoubleFetch;
import uringlint.rules.sqe.SqeInCancel;
import uringlint.rules.sqe.SqePlainRead;
import uringlint.rules.sqe.SqeTypeTooLarge;
import uringlint.rules.sqe.SqeUsedLate;
import uringlint.rules.sqe.SqeUserCopy;
import uringlint.rules.sqe.SqeWrite;

/// The list of all rules.
public final class Rules {
    /// Every rule, sorted by id.
    public static final List<Rule> ALL = List.of(
            new ApiVersion(),
            new CallbackIgnoresDeadTask(),
            new CancelCompletesOthers(),
            new CancelRace(),
            new CancelSecondOwner(),
            new CancelUnhandled(),
            new CancelableSyncReturn(),
            new CommandBorrowed(),
            new CommandMoved(),
            new CompatUnchecked(),
            new CompletionOnlyInRelease(),
            new CompletionsUncounted(),
            new Cqe32Unchecked(),
            new DeferredUnlocked(),
            new DoneByReference(),
            new DoneInAtomic(),
            new DoneLockOrder(),
            new DoubleCompletion(),
            new DoubleHandoff(),
            new EagainAfterHandoff(),
            new EagainUnguarded(),
            new FixedUnchecked(),
            new FlagsOutliveCall(),
            new ForgeableHandle(),
            new HandleCopied(),
            new InternalErrno(),
            new IopollMismatch(),
            new IssueBlockingWithoutSnapshot(),
            new IssueFlagsHardcoded(),
            new IssueFlagsStale(),
            new IssueFlagsWrongContext(),
            new LifetimeUnbounded(),
            new LostCompletion(),
            new LostInCallback(),
            new MshotUnchecked(),
            new NeedlessMut(),
            new NeedlessUninit(),
            new NoTeardownPath(),
            new NonblockIgnored(),
            new OpcodeAsProof(),
            new OpcodeWidth(),
            new PayloadLayout(),
            new PduLeak(),
            new PduRawCast(),
            new PduStackPointer(),
            new PduTooLarge(),
            new PduUnaligned(),
            new PduUninitialised(),
            new PositiveErrno(),
            new PositiveReturn(),
            new PrivateField(),
            new PublishBeforeMark(),
            new QueuedAsResult(),
            new RawBinding(),
            new ReissueUnsafe(),
            new ResultTruncated(),
            new ReturnAfterHandoff(),
            new SafetyClaimUnfounded(),
            new SafetyCommentMissing(),
            new SafetyConditionUnargued(),
            new SafetySection(),
            new SendSyncUnjustified(),
            new SqeCmdOp(),
            new SqeDoubleFetch(),
            new SqeInCancel(),
            new SqeOutlivesHandler(),
            new SqePlainRead(),
            new SqeTypeTooLarge(),
            new SqeUsedLate(),
            new SqeUserCopy(),
            new SqeWrite(),
            new Sqe128Unchecked(),
            new UnsafeAsSafe(),
            new UseAfterCompletion(),
            new UseAfterHandoff());

    private Rules() {}

    /// The rule with this id.
    public static Optional<Rule> byId(String id) {
        return ALL.stream().filter(rule -> rule.info().id().equals(id)).findFirst();
    }

    /// Those reports on a program whose evidence is there; `isPartial` says of the path of a file whether only parts of it are known.
    public static List<Diagnostic> shown(AnalyzedProgram program, List<Diagnostic> reports, Predicate<String> isPartial) {
        return new Shown(program, isPartial, id -> byId(id).map(rule -> rule.info().evidence()).orElse(Evidence.PATH)).of(reports);
    }

    /// Whether a rule that covers the one of a report says on the same line what is wrong there.
    private static boolean isCovered(Diagnostic diagnostic, Collection<Diagnostic> all) {
        List<String> covering = byId(diagnostic.rule()).map(rule -> rule.info().coveredBy()).orElse(List.of());
        return !covering.isEmpty()
                && all.stream().anyMatch(other -> covering.contains(other.rule())
                        && other.location().file() == diagnostic.location().file()
                        && other.location().line() == diagnostic.location().line());
    }

    /// What all rules report about a program: sorted by place, and each rule once for a place and what makes it wrong,
    /// with its worst severity.
    public static List<Diagnostic> check(AnalyzedProgram program) {
        if (!Subjects.areThere(program)) {
            return List.of();
        }
        var unique = new LinkedHashMap<List<Object>, Diagnostic>();
        for (Rule rule : ALL) {
            for (Diagnostic diagnostic : rule.check(program)) {
                List<Object> key = List.of(diagnostic.rule(), diagnostic.location(), diagnostic.cause());
                Diagnostic known = unique.get(key);
                if (known == null || known.severity().compareTo(diagnostic.severity()) < 0) {
                    unique.put(key, diagnostic);
                }
            }
        }
        var sorted = new ArrayList<>(unique.values());
        sorted.removeIf(diagnostic -> isCovered(diagnostic, unique.values()));
        sorted.replaceAll(new PathSlice(program)::of);
        sorted.replaceAll(new Wording(program)::of);
        sorted.sort(Comparator.comparing((Diagnostic diagnostic) -> diagnostic.location().file().path())
                .thenComparing(diagnostic -> diagnostic.location().span())
                .thenComparing(Diagnostic::rule)
                .thenComparing(diagnostic -> diagnostic.cause().file().path())
                .thenComparing(diagnostic -> diagnostic.cause().span()));
        return List.copyOf(sorted);
    }
}
