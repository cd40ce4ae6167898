package uringlint.rules;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import uringlint.diagnostic.Diagnostic;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rules.checks.ApiVersion;
import uringlint.rules.checks.CompatUnchecked;
import uringlint.rules.checks.IopollMismatch;
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
import uringlint.rules.pdu.PduRawCast;
import uringlint.rules.pdu.PduTooLarge;
import uringlint.rules.pdu.PduUnaligned;
import uringlint.rules.pdu.PrivateField;
import uringlint.rules.results.ResultTruncated;
import uringlint.rules.sqe.SqeTypeTooLarge;

/// The list of all rules.
public final class Rules {
    /// Every rule, sorted by id.
    public static final List<Rule> ALL = List.of(
            new ApiVersion(),
            new CallbackIgnoresDeadTask(),
            new CancelRace(),
            new CancelUnhandled(),
            new CancelableSyncReturn(),
            new CompatUnchecked(),
            new CompletionOnlyInRelease(),
            new DeferredUnlocked(),
            new DoneInAtomic(),
            new DoneLockOrder(),
            new DoubleCompletion(),
            new DoubleHandoff(),
            new EagainAfterHandoff(),
            new InternalErrno(),
            new IopollMismatch(),
            new IssueFlagsHardcoded(),
            new IssueFlagsStale(),
            new IssueFlagsWrongContext(),
            new LostCompletion(),
            new LostInCallback(),
            new NoTeardownPath(),
            new PduRawCast(),
            new PduTooLarge(),
            new PduUnaligned(),
            new PositiveErrno(),
            new PrivateField(),
            new PublishBeforeMark(),
            new QueuedAsResult(),
            new ResultTruncated(),
            new ReturnAfterHandoff(),
            new SqeTypeTooLarge(),
            new UseAfterCompletion(),
            new UseAfterHandoff());

    private Rules() {}

    /// The rule with this id.
    public static Optional<Rule> byId(String id) {
        return ALL.stream().filter(rule -> rule.info().id().equals(id)).findFirst();
    }

    /// The second completion of a command is also a use of it, and completing with "queued" what is queued is one defect.
    private static boolean isSubsumed(Diagnostic diagnostic, Collection<Diagnostic> all) {
        return SUBSUMED.contains(diagnostic.rule())
                && all.stream().anyMatch(other -> other.rule().equals("double-completion")
                        && other.location().file() == diagnostic.location().file()
                        && other.location().line() == diagnostic.location().line());
    }

    private static final List<String> SUBSUMED = List.of("queued-as-result", "use-after-completion", "use-after-handoff");

    /// What all rules report about a program: sorted by place, and each rule once a place, with its worst severity.
    public static List<Diagnostic> check(AnalyzedProgram program) {
        var unique = new LinkedHashMap<List<Object>, Diagnostic>();
        for (Rule rule : ALL) {
            for (Diagnostic diagnostic : rule.check(program)) {
                List<Object> key = List.of(diagnostic.rule(), diagnostic.location());
                Diagnostic known = unique.get(key);
                if (known == null || known.severity().compareTo(diagnostic.severity()) < 0) {
                    unique.put(key, diagnostic);
                }
            }
        }
        var sorted = new ArrayList<>(unique.values());
        sorted.removeIf(diagnostic -> isSubsumed(diagnostic, unique.values()));
        sorted.sort(Comparator.comparing((Diagnostic diagnostic) -> diagnostic.location().file().path())
                .thenComparing(diagnostic -> diagnostic.location().span())
                .thenComparing(Diagnostic::rule));
        return List.copyOf(sorted);
    }
}
