// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.sqe;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.Verdict;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.protocol.Way;

/// Reports reads of the SQE that a compiler may repeat.
///
/// Kernels: 5.19 to 6.13, and 6.17 and newer.
///
/// # What it reports
/// A read of a field of `cmd->sqe` or of the payload that is neither volatile (`READ_ONCE()`, `smp_load_acquire()`) nor part of a
/// copy (`memcpy()`, `get_unaligned()`). A warning if the value is compared as a bound or used as a length, an index or an
/// address, or if the same function reads another field of the same SQE with `READ_ONCE()`; a note otherwise.
///
/// In Rust also, as a warning, whoever calls it: a method that reads an SQE by naming a field, by `ptr::read()`,
/// `ptr::read_unaligned()` or a copy; a slice of the payload, or another reference to it, or one to a part of the SQE that is
/// returned; and `read_volatile()` as a type through a slice of bytes, which may start anywhere. A reference to the whole that a
/// wrapper keeps to itself, and volatile reads of single bytes, are right.
///
/// # Why it matters
/// The SQE may be memory of the ring that user space writes at the same time. For a plain read the compiler may load the field again at
/// each use of the local variable it was assigned to, or load it in parts. So a check of the local variable may not hold for its next use,
/// although the source reads the field once.
///
/// # Wrong
/// `samples/sqe-plain-read/length-without-read-once.c`
///
/// # Right
/// `samples/sqe-plain-read/length-with-read-once.c`
///
/// # Limits
/// Fields that are compared with 0 and go nowhere, as reserved ones are, and fields named as padding or reserved are left alone.
/// So are the versions 6.14 to 6.16, whose core copies every SQE, and paths on which the handler knows that it runs from io-wq,
/// except from 6.10 to 6.13, where a note is given. One read of a field is reported in each function; further reads on a path are
/// reported as `sqe-double-fetch`.
///
/// # References
/// - The comment "May point to userspace-mapped memory" at the reads in `drivers/block/ublk_drv.c`.
/// - Commit d6211ebbdaa5 (6.14) and commit ecf47d452ced (6.17): when the core copies an SQE.
public final class SqePlainRead implements Rule {
    /// A second read needs one local variable rather than two volatile reads.
    private static final RuleInfo INFO =
            new RuleInfo("sqe-plain-read", Severity.WARNING, "the SQE is read without READ_ONCE()", List.of("sqe-double-fetch"));

    private static final Pattern RESERVED = Pattern.compile("_*(pad|padding|rsvd|reserved|resv|unused)_?[0-9]*");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        var fixes = new SqeFixes(program);
        var told = new HashSet<List<Object>>();
        Set<List<Object>> careful = careful(program);
        Set<String> measured = SqeReads.gauged(program, Set.of(Observation.Use.BOUND, Observation.Use.SIZE));
        for (SqeReads.Seen seen : SqeReads.of(Observation.Read.class, program)) {
            boolean isReserved = RESERVED.matcher(seen.read().path().getLast()).matches() && !measured.contains(SqeReads.key(seen));
            // A second read is another rule's.
            boolean isAgain = seen.read().earlier().isPresent();
            if (seen.read().way() != Way.PLAIN || isAgain || isReserved || SqeReads.isLate(seen.observation().role())
                    || SqeReads.isCopy(seen.observation(), program)) {
                continue;
            }
            if (!told.add(List.of(seen.observation().function(), SqeReads.name(seen)))) {
                continue;
            }
            boolean isMeasure = measured.contains(SqeReads.key(seen)) || careful.contains(part(seen));
            reports.add(Verdict.of(INFO, "%s is read without `READ_ONCE()`".formatted(SqeReads.name(seen)),
                    "the SQE may be mapped by user space, and the compiler may read it again wherever the value is used",
                    "`READ_ONCE()` it into a local variable")
                    .as(isMeasure && !SqeReads.isMeantAsCopy(seen.observation(), program) ? Severity.WARNING : Severity.NOTE)
                    .atStatement(seen.observation()).withFixes(fixes.plain(seen)));
        }
        for (Diagnostic report : PlainAccesses.of(program, INFO)) {
            boolean isKnown = reports.stream()
                    .anyMatch(known -> known.location().file() == report.location().file()
                            && known.location().line() == report.location().line());
            if (!isKnown) {
                reports.add(report);
            }
        }
        return reports;
    }

    /// The functions that read a field with `READ_ONCE()`, with the part of the SQE that they read so.
    private static Set<List<Object>> careful(AnalyzedProgram program) {
        var careful = new HashSet<List<Object>>();
        for (SqeReads.Seen seen : SqeReads.of(Observation.Read.class, program)) {
            if (seen.read().way() == Way.ONCE) {
                careful.add(part(seen));
            }
        }
        return careful;
    }

    private static List<Object> part(SqeReads.Seen seen) {
        return List.of(seen.observation().function(), SqeReads.isPayload(seen));
    }
}
