// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.pdu;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.diagnostic.TraceStep;
import uringlint.ir.Type;
import uringlint.layout.DataModel;
import uringlint.layout.Layout;
import uringlint.layout.Layouts;
import uringlint.layout.Overlay;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.model.UringApi;
import uringlint.rules.report.Accesses;
import uringlint.rules.report.CTypes;
import uringlint.rules.report.OpenSizes;
import uringlint.rules.report.Pointers;
import uringlint.rules.report.Subjects;
import uringlint.rules.report.Verdict;
import uringlint.source.Location;

/// Reports a type that is laid over the PDU of a command and is larger than the PDU.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// A cast of `cmd->pdu` to a pointer to a type of more than 32 bytes, `io_uring_cmd_to_pdu()` with such a type, and a copy of more than
/// 32 bytes to or from the PDU. Sizes are those of a 64-bit kernel. Each type is reported once, where it is first used; the other places
/// are in the trace.
///
/// In Rust also a method that reads, writes or copies the PDU as a type which its caller chooses, and nothing that
/// compares the size of the type.
///
/// # Why it matters
/// Behind the PDU are members of `struct io_kiocb` that belong to the core. What the driver writes there is a pointer or a count for
/// somebody else. With a cast nothing notices. `io_uring_cmd_to_pdu()` checks the size when it is compiled: with that macro, the report
/// says that the driver does not compile.
///
/// # Wrong
/// `samples/pdu-too-large/grown-structure.c`
///
/// # Right
/// `samples/pdu-too-large/pointer-to-the-rest.c`
///
/// # Limits
/// A type is measured only if all that it is made of is known: declared in the files that were read, in a header that the driver includes
/// and that may be read, or one of the kernel's basic types. Members behind `#ifdef` make a size unknown. A structure that is used at an
/// offset into the PDU is not seen.
///
/// # References
/// - `struct io_uring_cmd` in `include/linux/io_uring/cmd.h`: `u8 pdu[32]`.
/// - Commit a6ccb48e1366 (6.12) added `io_uring_cmd_to_pdu()` with its `BUILD_BUG_ON()`.
public final class PduTooLarge implements Rule {
    private static final RuleInfo INFO = new RuleInfo("pdu-too-large", Severity.ERROR, "what lies in the PDU is larger than the PDU");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var layouts = new Layouts(program.declarations(), DataModel.LP64);
        Map<Type, List<Overlay>> tooLarge = new LinkedHashMap<>();
        for (Overlay overlay : Subjects.overlays(program, UringApi.MEMORY, UringApi.PDU)) {
            OptionalLong size = size(overlay, layouts);
            if (size.isPresent() && size.getAsLong() > UringApi.PDU_SIZE) {
                tooLarge.computeIfAbsent(overlay.type(), _ -> new ArrayList<>()).add(overlay);
            }
        }
        var reports = new ArrayList<Diagnostic>();
        tooLarge.values().forEach(overlays -> reports.add(report(overlays, size(overlays.getFirst(), layouts).getAsLong())));
        for (Accesses.Access access : OpenSizes.of(Pointers.Region.AREA, program)) {
            reports.add(Verdict.of(INFO, "the PDU is accessed as a type of any size", "the bytes after the PDU belong to `struct io_kiocb`",
                    "compare `size_of::<T>()` with the %d bytes of the PDU".formatted(UringApi.PDU_SIZE)).as(Severity.ERROR)
                    .at(access.function(), access.span()));
        }
        return reports;
    }

    private static OptionalLong size(Overlay overlay, Layouts layouts) {
        if (overlay.how() == Overlay.How.COPY) {
            return layouts.evaluate(overlay.size());
        }
        Optional<Layout> layout = layouts.of(overlay.type());
        return layout.isPresent() ? OptionalLong.of(layout.get().size()) : OptionalLong.empty();
    }

    private static Diagnostic report(List<Overlay> overlays, long size) {
        Overlay first = overlays.getFirst();
        String type = CTypes.spelled(first.type());
        String message = switch (first.how()) {
            case CAST, CONVERSION -> "`%s` has %d bytes, and the PDU has %d".formatted(type, size, UringApi.PDU_SIZE);
            case TYPED_ACCESSOR -> "`%s` has %d bytes, and `%s()` compiles only up to %d"
                    .formatted(type, size, first.accessor(), UringApi.PDU_SIZE);
            case COPY -> "a copy of %d bytes is more than the %d of the PDU".formatted(size, UringApi.PDU_SIZE);
        };
        var others = new ArrayList<TraceStep>();
        for (Overlay other : overlays.subList(1, overlays.size())) {
            others.add(new TraceStep(new Location(other.function().file(), other.span()), "used here too, in `%s`"
                    .formatted(other.function().name())));
        }
        return Verdict.of(INFO, message, "the core keeps members of its own behind the PDU",
                "keep a pointer in the PDU, and the rest in memory of its own").at(first.function(), first.span(), others);
    }
}
