// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.completion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Evidence;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.Paths;
import uringlint.rules.report.Verdict;
import uringlint.source.Location;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.protocol.Claim;
import uringlint.typestate.protocol.ObjectState.Life;
import uringlint.typestate.protocol.ObjectState.Source;
import uringlint.typestate.protocol.ObjectState.Taken;
import uringlint.typestate.protocol.PathMark;
import uringlint.typestate.protocol.Role;

/// Reports a cancel call that completes its command without a test, under a lock or atomically, that the normal path shares.
///
/// Kernels: 6.7 and newer.
///
/// # What it reports
/// A handler that is called with `IO_URING_F_CANCEL` and completes the command
/// - without first winning a claim: a state or a slot that is tested and changed under a lock, a removal from a list, or an
///   atomic exchange; a slot of which only is asked whether it has any command may have another one; or
/// - after a look at the place where the command waits, while a callback completes it without a lock and before it
///   takes it out of there (the report is where that is done); or
/// - after a claim that a callback to which the command was handed does not make: it looks at nothing under a lock, or
///   at the same field under another lock.
///
/// # Why it matters
/// From 6.7 on the core calls the handler for each cancelable command of an exiting task or ring. It promises that the command was not
/// completed when the call began, and nothing else: an interrupt, a worker or a writer may be completing it on another CPU, or task work
/// for it may be queued. Without a claim that both sides share, the request is completed twice and freed twice.
/// Taking a lock is not a claim; changing under it what the other side looks at is.
///
/// # Wrong
/// `samples/cancel-race/no-claim.c`
///
/// # Right
/// `samples/cancel-race/claimed-by-state.c`
///
/// # Limits
/// The claims of callbacks are compared where the command comes with its carrier and with nothing else, and where the claim of
/// the cancel call is a field that it read under a lock. What other entry points look at, such as a write that finds commands in
/// a list, is not compared. It cannot tell either that a claimed command has task work pending, the mistake that ublk made until
/// 6.15. A driver in which nothing but the cancel call completes commands is reported although nobody races with it.
///
/// # References
/// - `io_uring_try_cancel_uring_cmd()` in `io_uring/uring_cmd.c`; commit 93b8cc60c37b (6.7) introduced the cancel call.
/// - `ublk_cancel_cmd()` in `drivers/block/ublk_drv.c`; commit 216c8f5ef0f2 (6.7) made its commands cancelable.
public final class CancelRace implements Rule {
    private static final RuleInfo INFO =
            new RuleInfo("cancel-race", Severity.WARNING, "a cancel call completes a command without claiming it")
            .needing(Evidence.DRIVER);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        var found = new LinkedHashMap<Location, Diagnostic>();
        for (Observation.Complete seen : program.observed(Observation.Complete.class)) {
            if (seen.role().kind() != Role.Kind.HANDLER || !Paths.isCancelCall(seen, program) || seen.before().life() != Life.OWNED
                    || seen.has(PathMark.Known.CLAIMED)) {
                continue;
            }
            boolean isTaken = seen.before().source() != Source.ISSUED
                    && (seen.before().taken() != Taken.NO || seen.has(PathMark.Known.CHANGED));
            if (!seen.has(PathMark.Known.TESTED) && !isTaken && seen.has(PathMark.Known.ASKED_FOR_ANY)) {
                reports.add(Verdict.of(INFO,
                        "`%s` is completed by the cancel call, which only asked whether any command waits".formatted(seen.object()),
                        "by then the normal path may have taken this command, and another one may wait in its place",
                        "compare what waits there with the command, under the lock").at(seen, program));
            } else if (!seen.has(PathMark.Known.TESTED) && !isTaken) {
                reports.add(Verdict.of(
                                INFO,
                                "`%s` is completed under `IO_URING_F_CANCEL` without claiming it first".formatted(seen.object()),
                                "the core cancels while the normal path may be completing the same command; without a"
                                        + " claim that both share, it is completed twice",
                                "claim the command first: check and change its state under the lock that the normal"
                                        + " path takes")
                        .at(seen, program));
            } else if (seen.before().source() == Source.ISSUED && seen.has(PathMark.Known.CHANGED)) {
                unclaimed(seen, program).forEach(other -> found.putIfAbsent(other.location(), Verdict.of(INFO,
                        "`%s` is completed here while it still lies where the cancel call takes it from".formatted(other.object()),
                        "both may find the command there before one of them takes it out",
                        "take it out under the lock first, then complete it").at(other, program)));
                unshared(seen, program).ifPresent(why -> reports.add(Verdict.of(INFO, why.formatted(seen.object()),
                        "the core cancels while the callback may be completing the same command on another CPU",
                        "let both sides check and change one field under one lock").at(seen, program)));
            }
        }
        reports.addAll(found.values());
        return reports;
    }

    /// Where commands are completed that are still in the place that the cancel call looks at under a lock, by code that does not look.
    private static List<Observation> unclaimed(Observation.Complete cancel, AnalyzedProgram program) {
        Set<String> fields = cancel.moment().claims().stream().map(Claim::field).collect(Collectors.toSet());
        return program.observations().stream()
                .filter(seen -> seen instanceof Observation.Complete && seen.role().isCallback() && seen.before().life() == Life.OWNED
                        && seen.before().source() == Source.FOUND && seen.before().taken() == Taken.NO)
                .filter(seen -> seen.moment().home().filter(home -> fields.contains(home.field())).isPresent())
                .filter(seen -> seen.moment().claims().isEmpty() && seen.locks().isEmpty() && !seen.has(PathMark.Known.TESTED))
                .toList();
    }

    /// What a callback does not do that completes the same command, if there is one.
    private static Optional<String> unshared(Observation.Complete cancel, AnalyzedProgram program) {
        Set<Claim> own = cancel.moment().claims();
        if (own.isEmpty()) {
            return Optional.empty();
        }
        Set<String> started = program.observed(Observation.HandOff.class).stream()
                .filter(seen -> seen.role().equals(cancel.role()) && seen.before().marked() && seen.before().source() == Source.ISSUED)
                .map(Observation.HandOff::callback).collect(Collectors.toSet());
        for (Observation other : program.observations()) {
            boolean ends = other instanceof Observation.Complete || other instanceof Observation.HandOff;
            if (!ends || other.before().life() != Life.OWNED || other.before().source() != Source.ARRIVED
                    || !started.contains(other.role().function().name())) {
                continue;
            }
            Set<Claim> claims = other.moment().claims();
            List<Claim> same = claims.stream().filter(claim -> own.stream().anyMatch(mine -> mine.field().equals(claim.field()))).toList();
            if (claims.isEmpty() && !other.has(PathMark.Known.TESTED)) {
                return Optional.of("`%s` is completed by the cancel call after a claim that `"
                        + other.role().function().name() + "` does not make");
            }
            if (!same.isEmpty() && same.stream().noneMatch(own::contains)) {
                return Optional.of("`%s` is completed by the cancel call after it looked at `" + same.getFirst().field()
                        + "` under another lock than `" + other.role().function().name() + "`");
            }
        }
        return Optional.empty();
    }
}
