// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.pdu;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.ir.Type;
import uringlint.layout.DataModel;
import uringlint.layout.Layout;
import uringlint.layout.Layouts;
import uringlint.layout.Overlay;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.model.UringApi;
import uringlint.rules.report.CTypes;
import uringlint.rules.report.Subjects;
import uringlint.rules.report.Verdict;

/// Reports a type that is laid over the PDU of a command and has to be aligned better than the PDU is.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// - From 6.19 on, a type that is aligned to more than 8 bytes: by `__aligned(16)`, or by a member of 128 bits. Before, the PDU of a
///   64-bit kernel lay at 32 bytes, and only more than that is reported.
/// - As a note, up to 6.18, a type with a 64-bit member: on 32-bit machines the PDU lies at an offset of 20 bytes, which is no multiple
///   of 8.
///
/// In Rust also, as a warning: a reference to the PDU, `ptr::read()`, `ptr::write()` and a dereference as a type whose alignment
/// is not known where that is written, mostly a type parameter. `read_unaligned()`, `write_unaligned()` and copies of bytes ask
/// for none.
///
/// # Why it matters
/// `u8 pdu[32]` promises nothing to a compiler, and the compiler believes the type that it is cast to. Instructions for aligned vectors
/// trap on any other address, and some 32-bit machines trap on 64-bit accesses; what works by luck also loses its atomicity.
///
/// # Wrong
/// `samples/pdu-unaligned/vector-of-words.c`
///
/// # Right
/// `samples/pdu-unaligned/packed-words.c`
///
/// # Limits
/// The alignment of a type is known under the conditions that are described for `pdu-too-large`. The 32-bit machine of the note aligns
/// 64-bit integers to 8 bytes; 32-bit x86 does not. `io_uring_cmd_to_pdu()` checks the size and not the alignment.
///
/// # References
/// - `struct io_uring_cmd` in `include/linux/io_uring/cmd.h`; the PDU moved from offset 32 to 24 when 6.19 dropped `task_work_cb`.
public final class PduUnaligned implements Rule {
    private static final RuleInfo INFO = new RuleInfo("pdu-unaligned", Severity.WARNING, "what lies in the PDU needs a better alignment");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        boolean isMoved = program.model().version().isAtLeast(6, 19);
        var wide = new Layouts(program.declarations(), DataModel.LP64);
        var narrow = new Layouts(program.declarations(), DataModel.ILP32);
        var reports = new ArrayList<Diagnostic>();
        Set<Type> seen = new HashSet<>();
        for (Overlay overlay : Subjects.overlays(program, UringApi.MEMORY, UringApi.PDU)) {
            if (overlay.how() == Overlay.How.COPY || !seen.add(overlay.type())) {
                continue;
            }
            int offset = isMoved ? 8 : 32;
            int narrowOffset = isMoved ? 16 : 4;
            Optional<Layout> layout = wide.of(overlay.type());
            Optional<Layout> small = narrow.of(overlay.type());
            if (layout.isPresent() && layout.get().alignment() > offset) {
                reports.add(report(overlay, Severity.WARNING, "`%s` has to lie at a multiple of %d bytes, and the PDU lies at one of %d"
                        .formatted(CTypes.spelled(overlay.type()), layout.get().alignment(), offset)));
            } else if (small.isPresent() && small.get().alignment() > narrowOffset) {
                reports.add(report(overlay, Severity.NOTE,
                        "on 32-bit machines `%s` has to lie at a multiple of %d bytes, and the PDU lies at one of %d"
                                .formatted(CTypes.spelled(overlay.type()), small.get().alignment(), narrowOffset)));
            }
        }
        reports.addAll(OpenTypes.of(program, INFO));
        return reports;
    }

    private static Diagnostic report(Overlay overlay, Severity severity, String message) {
        return Verdict.of(INFO, message, "the compiler takes the address for as well aligned as the type that it is cast to",
                "keep members in the PDU that need no more, or a pointer to them").as(severity).at(overlay.function(), overlay.span());
    }
}
