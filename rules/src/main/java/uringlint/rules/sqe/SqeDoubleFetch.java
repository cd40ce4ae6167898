// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.sqe;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.diagnostic.TraceStep;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.StepOrder;
import uringlint.rules.report.Verdict;
import uringlint.rules.report.Ways;
import uringlint.source.Location;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.protocol.Role;
import uringlint.typestate.protocol.Way;

/// Reports fields of the SQE that are read more than once.
///
/// Kernels: 5.19 to 6.13, and 6.17 and newer.
///
/// # What it reports
/// A second read of the same field of `cmd->sqe` or of the payload on one path: in the next statement, in `x ? f(x) : y`, in each
/// round of a loop, behind a copy with `memcpy()`, or in a helper that derives the payload pointer again. An error if something
/// was decided by the field, such as a bound or a size, a warning otherwise. The opcode counts as read already, by the core: a
/// warning where something is decided by `sqe->cmd_op`.
///
/// # Why it matters
/// On an inline issue the SQE is memory of the ring that user space has mapped, and another thread can write to it between two
/// reads. A length that was checked is then not the length that is used. In 7.1 the handler of scsi_bsg read `request_len` for
/// the check and again for the copy, and two threads could overflow a buffer of 32 bytes. `READ_ONCE()` on each of two reads does
/// not help: they are still two.
///
/// # Wrong
/// `samples/sqe-double-fetch/checked-then-used.c`
///
/// # Right
/// `samples/sqe-double-fetch/one-local.c`
///
/// # Limits
/// From 6.14 to 6.16 the core copied every SQE (d6211ebbdaa5), and the rule is silent. So it is where the handler knows that it
/// runs from io-wq, whose requests have a copy, except from 6.10 to 6.13, when the copy was made but not used (e663da62ba86):
/// there one warning a function is given. Elements of an array under an index that is not constant are not compared. Only
/// handlers are looked at, with all that they call. Of a field that is read more often, the second read in each function is
/// reported. Two names for the same bytes of a union are two fields.
///
/// # References
/// - Commit ecf47d452ced (6.17): the SQE is copied only when the request outlives its first issue.
/// - Commit 7b6d3255e7f8 (7.1) brought the double fetch in `drivers/scsi/scsi_bsg.c`.
public final class SqeDoubleFetch implements Rule {
    private static final RuleInfo INFO =
            new RuleInfo("sqe-double-fetch", Severity.ERROR, "a field of the SQE is read twice");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        var fixes = new SqeFixes(program);
        Set<String> deciding = SqeReads.gauged(program, Set.of(Observation.Use.TEST, Observation.Use.BOUND, Observation.Use.SIZE));
        var told = new HashSet<List<Object>>();
        for (SqeReads.Seen seen : SqeReads.of(Observation.Read.class, program)) {
            Observation observation = seen.observation();
            boolean isOfWhole = seen.read().way() == Way.COPY && seen.read().earlier().isPresent();
            if (SqeReads.isCopy(observation, program)
                    && !(isOfWhole && SqeReads.isFromWorker(observation) && !program.model().version().isIn(6, 14, 6, 16))) {
                continue;
            }
            boolean isOpcode = seen.isOpcode();
            boolean decides = deciding.stream()
                    .anyMatch(field -> field.equals(SqeReads.key(seen)) || field.startsWith(SqeReads.key(seen) + "."));
            boolean isMeantAsCopy = SqeReads.isMeantAsCopy(observation, program);
            // The defect of the core is one, however many fields it concerns.
            List<Object> subject = List.of(observation.function(), isMeantAsCopy ? "" : SqeReads.name(seen));
            if (seen.read().earlier().isPresent() && observation.role().kind() == Role.Kind.HANDLER) {
                if (told.add(subject)) {
                    reports.add(again(seen, seen.read().earlier().get(), decides, isMeantAsCopy, program)
                            .withFixes(isOpcode ? fixes.opcode(seen) : fixes.twice(seen)));
                }
            } else if (seen.read().earlier().isEmpty() && isOpcode && decides && told.add(subject)) {
                reports.add(opcode(seen).withFixes(fixes.opcode(seen)));
            }
        }
        return reports;
    }

    private static Diagnostic again(SqeReads.Seen seen, Location first, boolean decides, boolean isMeantAsCopy, AnalyzedProgram program) {
        String field = SqeReads.name(seen);
        boolean isSamePlace = first.equals(new Location(seen.observation().function().file(), seen.observation().span()));
        boolean isLoop = isSamePlace && Ways.isRepeated(seen.observation(), program);
        String reason = isMeantAsCopy
                ? SqeReads.CORE_DEFECT
                : decides
                        ? "user space can change the SQE between the two reads, and what was decided by the first one"
                                + " does not hold for the second"
                        : "user space can change the SQE between the two reads";
        Diagnostic report = Verdict.of(INFO,
                isLoop ? "%s is read again in each iteration".formatted(field)
                        : isSamePlace && seen.observation().path().calls(seen.observation().function().name()) > 1
                        ? "%s is read a second time, by another call of `%s()`".formatted(field, seen.observation().function().name())
                        : "%s is read a second time".formatted(field),
                reason,
                "read the field once with `READ_ONCE()` into a local variable, and use that")
                .as(decides && !isMeantAsCopy ? Severity.ERROR : Severity.WARNING).atStatement(seen.observation());
        var step = new TraceStep(first, "%s is read here".formatted(field));
        if (!isSamePlace) {
            return report.withTrace(StepOrder.with(step, report.trace(), program));
        }
        var steps = new ArrayList<>(report.trace());
        steps.addFirst(step);
        return report.withTrace(steps);
    }

    /// The opcode was read by the core before the handler was called.
    private static Diagnostic opcode(SqeReads.Seen seen) {
        String field = SqeReads.name(seen);
        return Verdict.of(
                        INFO,
                        "%s is read a second time".formatted(field),
                        "the core has read the opcode into `cmd->cmd_op`, and what was allowed or checked by it does"
                                + " not hold for another one",
                        "use `%s->cmd_op`".formatted(seen.observation().object()))
                .as(Severity.WARNING)
                .atStatement(seen.observation());
    }
}
