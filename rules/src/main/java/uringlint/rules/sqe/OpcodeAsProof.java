// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.sqe;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.ir.Function;
import uringlint.ir.Terminator;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.model.UringApi;
import uringlint.rules.report.Accesses;
import uringlint.rules.report.Accesses.Access;
import uringlint.rules.report.Comments;
import uringlint.rules.report.Pointers;
import uringlint.rules.report.Subjects;
import uringlint.rules.report.Verdict;
import uringlint.rules.report.Ways;
import uringlint.source.Location;
import uringlint.source.Span;

/// Reports a test of the opcode that is to make reading the payload of an SQE safe.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// A comparison of an SQE's `opcode` without which the payload is not looked at. Where a `SAFETY` comment above the access argues
/// with the opcode, the report is at its last line, else at the comparison.
///
/// # Why it matters
/// The test proves nothing. The opcode says what user space asked for, not what it wrote: the bytes of the payload may be
/// anything, with each opcode. And it says nothing that matters for memory safety: the payload is memory of the ring, which may
/// always be read, and a handler of commands is only called for the one opcode. What remains is a read of shared memory in a hot
/// path, and a comment on which the next author relies.
///
/// # Wrong
/// `samples/opcode-as-proof/argued-in-a-comment.rs`
///
/// # Right
/// `samples/opcode-as-proof/no-test-at-all.rs`
///
/// # Limits
/// A function that makes the test and is called between is seen; one that calls both, the test and the access, is not.
///
/// # References
/// - The review of the third revision of the Rust abstraction (September 2025): "The opcode check isn't necessary."
/// - `io_uring_cmd_prep()` in `io_uring/uring_cmd.c`.
public final class OpcodeAsProof implements Rule {
    private static final RuleInfo INFO =
            new RuleInfo("opcode-as-proof", Severity.WARNING, "an opcode check is to make the payload safe to read").ofAbstractions();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var pointers = new Pointers(program);
        var opcodes = new Opcodes(program, pointers);
        var reports = new ArrayList<Diagnostic>();
        for (Function function : Subjects.told(program)) {
            List<Access> payload = Accesses.of(function, pointers, program).stream()
                    .filter(access -> access.memory().region() == Pointers.Region.PAYLOAD).toList();
            for (Opcodes.Decision decision : payload.isEmpty() ? List.<Opcodes.Decision>of() : opcodes.decisions(function)) {
                guarded(decision, function, payload).ifPresent(access -> reports.add(report(decision, access)));
            }
        }
        return reports;
    }

    /// The first access that is reached from one side of a decision only.
    private static Optional<Access> guarded(Opcodes.Decision decision, Function function, List<Access> payload) {
        if (!(decision.block().terminator() instanceof Terminator.Branch(_, var whenTrue, var whenFalse, _))) {
            return Optional.empty();
        }
        BitSet one = Ways.from(List.of(whenTrue), function);
        BitSet other = Ways.from(List.of(whenFalse), function);
        return payload.stream()
                .filter(access -> one.get(access.block().index()) != other.get(access.block().index()))
                .min(Comparator.comparing(access -> access.span().start()));
    }

    private static Diagnostic report(Opcodes.Decision decision, Access access) {
        List<Span> comment = Comments.above(access.function().file(), new Location(access.function().file(), access.span()).line());
        String argued = Comments.words(access.function().file(), comment).toLowerCase(Locale.ROOT);
        boolean isArgued = argued.contains("safety") && UringApi.OPCODE_WORDS.stream().anyMatch(argued::contains);
        return Verdict.of(INFO,
                isArgued ? "the opcode does not prove that the payload holds anything"
                : "the payload of an SQE is read only if the opcode is the expected one, which proves nothing",
                "user space can set the opcode and leave the payload as it was, and the memory of the ring can be read in any case",
                "drop the check, and argue with the memory of the ring and with types for which all bytes are valid")
                .at(access.function(), isArgued ? comment.getLast() : decision.span());
    }
}
