// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.checks;

import java.util.ArrayList;
import java.util.LinkedHashSet;
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
import uringlint.rules.model.UringFlags;
import uringlint.rules.model.UringFunctions;
import uringlint.rules.report.FlagTests;
import uringlint.rules.report.Paths;
import uringlint.rules.report.Reports;
import uringlint.rules.report.Verdict;
import uringlint.source.Location;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.protocol.Role;

/// Reports second results that the ring may not be able to deliver.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// `io_uring_cmd_done32()`, or `io_uring_cmd_done()` of 6.17 and older with a second result other than 0, where the handler that
/// took the command does not know `IO_URING_F_CQE32` to be set. It is followed through callbacks; the report is at the test of
/// `IO_URING_F_SQE128` if the handler makes one, else where it hands the command on. A command that a callback looks up is
/// reported where it is completed, if no function of the driver names the flag.
///
/// # Why it matters
/// Only a ring with CQEs of 32 bytes has a place for the second result. On any other ring the value is dropped without a word,
/// and user space takes what it finds for the result of the command.
///
/// # Wrong
/// `samples/cqe32-unchecked/second-result-on-any-ring.c`
///
/// # Right
/// `samples/cqe32-unchecked/both-sizes-checked.c`
///
/// # Limits
/// A second result that is always 0 on such rings, by a value that is not a constant, is reported all the same.
///
/// # References
/// - `__io_uring_cmd_done()` in `io_uring/uring_cmd.c` looks at the second result only for a ring with 32-byte CQEs.
/// - `nvme_uring_cmd_checks()` in `drivers/nvme/host/ioctl.c`; commit ef9f603fd3d4 (6.18) brought `io_uring_cmd_done32()`.
public final class Cqe32Unchecked implements Rule {
    private static final RuleInfo INFO =
            new RuleInfo("cqe32-unchecked", Severity.WARNING, "a second result is given without a check of CQE32")
            .needing(Evidence.CHECKS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        var late = new LinkedHashSet<String>();
        var lateOnes = new ArrayList<Observation>();
        for (Observation seen : program.observations()) {
            if (!hasSecondResult(seen)) {
                continue;
            }
            if (seen.role().kind() == Role.Kind.HANDLER) {
                if (Paths.isOwn(seen) && Capability.isCalledByCore(seen.role()) && !Paths.hasFlag(seen, UringFlags.CQE32, true)) {
                    Diagnostic report = Verdict.of(INFO, MESSAGE.formatted(seen.object()), REASON, HELP).at(seen, program);
                    reports.add(Reports.atCaller(report, seen, program));
                }
            } else if (seen.role().isCallback()) {
                late.add(seen.role().function().name());
                lateOnes.add(seen);
            }
        }
        Set<String> handedTo = program.observed(Observation.HandOff.class).stream().map(Observation.HandOff::callback)
                .collect(Collectors.toSet());
        for (Observation seen : lateOnes) {
            // Of a command that is looked up nobody knows who has brought it: if that tested the flag, the driver does so somewhere.
            if (!handedTo.contains(seen.role().function().name()) && !FlagTests.isAnywhere(UringFlags.CQE32, program)) {
                reports.add(Verdict.of(INFO, MESSAGE.formatted(seen.object()), REASON, HELP).at(seen, program));
            }
        }
        for (Observation.HandOff handOff : program.observed(Observation.HandOff.class)) {
            if (Paths.isOwn(handOff) && Capability.isCalledByCore(handOff.role()) && !Paths.hasFlag(handOff, UringFlags.CQE32, true)
                    && !handOff.callback().isEmpty() && leadsTo(handOff.callback(), late, program)) {
                Diagnostic report = Verdict.of(INFO, MESSAGE.formatted(handOff.object()), REASON, HELP).at(handOff, program);
                Optional<Location> test = FlagTests.first(UringFlags.SQE128, handOff.role(), program);
                reports.add(test.isEmpty() ? report : Reports.moved(report, test.get(), program));
            }
        }
        return reports;
    }

    private static final String MESSAGE = "`res2` of `%s` is set without checking `IO_URING_F_CQE32`";
    private static final String REASON = "a ring without 32-byte CQEs has no place for it: the value is dropped";
    private static final String HELP = "refuse the command when `IO_URING_F_CQE32` is not set in `issue_flags`";

    private static boolean hasSecondResult(Observation seen) {
        return switch (seen) {
            case Observation.Complete complete -> complete.hasSecondResult();
            case Observation.Call call -> call.name().equals(UringFunctions.POST_CQE32);
            case Observation.Answer _, Observation.HandOff _, Observation.Reissue _, Observation.Mark _,
                    Observation.Publish _, Observation.Take _, Observation.Touch _, Observation.Carry _,
                    Observation.Release _, Observation.Exit _, Observation.Look _, Observation.KeepLocal _,
                    Observation.Sleep _, Observation.Start _, Observation.UserCopy _,
                    Observation.MistakenCopy _ -> false;
        };
    }

    /// Whether a callback, or one that it hands the command to, is among others.
    private static boolean leadsTo(String callback, Set<String> others, AnalyzedProgram program) {
        var reached = new LinkedHashSet<String>();
        reached.add(callback);
        boolean grows = true;
        while (grows) {
            grows = false;
            for (Observation.HandOff handOff : program.observed(Observation.HandOff.class)) {
                if (reached.contains(handOff.role().function().name())) {
                    grows |= !handOff.callback().isEmpty() && reached.add(handOff.callback());
                }
            }
        }
        return reached.stream().anyMatch(others::contains);
    }
}
