// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.sqe;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.ir.Type;
import uringlint.layout.DataModel;
import uringlint.layout.Layout;
import uringlint.layout.Layouts;
import uringlint.layout.Overlay;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Evidence;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.model.UringApi;
import uringlint.rules.report.Accesses;
import uringlint.rules.report.CTypes;
import uringlint.rules.report.OpenSizes;
import uringlint.rules.report.Pointers;
import uringlint.rules.report.Spelled;
import uringlint.rules.report.Subjects;
import uringlint.rules.report.Verdict;

/// Reports a type for the payload of an SQE that is larger than any payload.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// - A payload that is seen as a type of more than 80 bytes, or of which more than 80 bytes are copied.
/// - From 7.1 on, `io_uring_sqe_cmd(sqe, type)` with a type of more than 16 bytes, and `io_uring_sqe128_cmd(sqe, type)` with one of more
///   than 80. These do not compile.
///
/// - In Rust, a call of a method that reads the payload as a type of the caller's choice, for one of more bytes than the method accepts: it
///   fails always.
///
/// In Rust also a method that reads the payload as a type which its caller chooses, and nothing that compares the size of the type.
///
/// # Why it matters
/// An SQE of 64 bytes has room for 16 bytes of the driver's own, and one of 128 bytes for 80. What lies behind is the next SQE, or the end
/// of the ring: another command's data, or memory that is not the ring's.
///
/// # Wrong
/// `samples/sqe-type-too-large/hundred-bytes.c`
///
/// # Right
/// `samples/sqe-type-too-large/eighty-bytes.c`
///
/// # Limits
/// Whether a driver that uses more than 16 bytes tests for the large SQE is the question of `sqe128-unchecked`. The size of a type is known
/// under the conditions that are described for `pdu-too-large`.
///
/// # References
/// - `struct io_uring_sqe` in `include/uapi/linux/io_uring.h`: `cmd` lies at offset 48.
/// - `io_uring_sqe_cmd()` and `io_uring_sqe128_cmd()` in `include/linux/io_uring/cmd.h` of 7.1.
public final class SqeTypeTooLarge implements Rule {
    private static final RuleInfo INFO =
            new RuleInfo("sqe-type-too-large", Severity.ERROR, "a payload is taken for larger than an SQE has room for")
            .needing(Evidence.CHECKS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var layouts = new Layouts(program.declarations(), DataModel.LP64);
        var reports = new ArrayList<Diagnostic>();
        Set<List<Object>> seen = new HashSet<>();
        for (Overlay overlay : Subjects.overlays(program, UringApi.MEMORY, UringApi.PAYLOAD)) {
            OptionalLong size = size(overlay, layouts);
            int room = overlay.how() == Overlay.How.TYPED_ACCESSOR && !overlay.accessor().contains("128") ? UringApi.PAYLOAD_SIZE
                    : UringApi.LARGE_PAYLOAD_SIZE;
            if (size.isPresent() && size.getAsLong() > room && seen.add(List.of(overlay.type(), overlay.function()))) {
                reports.add(report(overlay, size.getAsLong(), room));
            }
        }
        for (Accesses.Access access : OpenSizes.of(Pointers.Region.PAYLOAD, program)) {
            reports.add(Verdict.of(INFO, "the payload of an SQE is accessed as a type of any size",
                    "behind the payload lies the next SQE, or the end of the ring",
                    "compare `size_of::<T>()` with the room there is: 16 bytes, and 80 in a large SQE").as(Severity.ERROR)
                    .at(access.function(), access.span()));
        }
        for (BoundedReads.Refused refused : BoundedReads.in(program, layouts)) {
            reports.add(Verdict.of(INFO, "`%s` has %d bytes, and `%s()` accepts up to %d"
                    .formatted(refused.type(), refused.size(), Spelled.method(refused.method()), refused.most()),
                    "the method refuses the type on every call, whatever user space sends",
                    "put the address of the rest in the payload, and copy it from user space")
                    .at(refused.function(), refused.span()));
        }
        return reports;
    }

    private static OptionalLong size(Overlay overlay, Layouts layouts) {
        if (overlay.how() == Overlay.How.COPY) {
            return layouts.evaluate(overlay.size());
        }
        Optional<Layout> layout = overlay.type().equals(Type.UNKNOWN) ? Optional.empty() : layouts.of(overlay.type());
        return layout.isPresent() ? OptionalLong.of(layout.get().size()) : OptionalLong.empty();
    }

    private static Diagnostic report(Overlay overlay, long size, int room) {
        String type = CTypes.spelled(overlay.type());
        String message = switch (overlay.how()) {
            case CAST, CONVERSION -> "`%s` has %d bytes, and the payload of the largest SQE has %d".formatted(type, size, room);
            case TYPED_ACCESSOR -> "`%s` has %d bytes, and `%s()` compiles only up to %d".formatted(type, size, overlay.accessor(), room);
            case COPY -> "a copy of %d bytes is more than the %d that the payload of the largest SQE has".formatted(size, room);
        };
        String help = size <= UringApi.LARGE_PAYLOAD_SIZE
                ? "check for `IO_URING_F_SQE128` and use `io_uring_sqe128_cmd()`"
                : "put the address of the rest in the payload, and copy it from user space";
        return Verdict.of(INFO, message, "behind the payload lies the next SQE, or the end of the ring",
                help).at(overlay.function(), overlay.span());
    }
}
