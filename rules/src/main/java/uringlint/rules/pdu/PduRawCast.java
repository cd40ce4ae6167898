// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.pdu;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Edit;
import uringlint.diagnostic.Fix;
import uringlint.diagnostic.Severity;
import uringlint.diagnostic.TraceStep;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Signature;
import uringlint.ir.Type;
import uringlint.layout.Overlay;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.model.UringApi;
import uringlint.rules.report.CTypes;
import uringlint.rules.report.Fixes;
import uringlint.rules.report.Subjects;
import uringlint.rules.report.Verdict;
import uringlint.source.Location;

/// Reports a PDU that is cast by hand, and a PDU that a callback sees as another type than the code that fills it.
///
/// Kernels: 6.12 and newer for the cast; 5.19 and newer for the types.
///
/// # What it reports
/// - As a note, a cast of `cmd->pdu` where the kernel has `io_uring_cmd_to_pdu()`, once a function.
/// - As a warning, such a cast beside a size check that measures the pointer and not what it points to:
///   `BUILD_BUG_ON(sizeof(pdu) > sizeof(cmd->pdu))`.
/// - As a warning, a callback that sees the PDU as a structure that no code uses which can have filled it: neither the functions that
///   hand the command to the callback, nor those that call them, nor what all these call.
///
/// # Why it matters
/// The macro does not compile when the type outgrows the PDU; a cast goes on working until the neighboring members matter. The PDU has no
/// type of its own: nothing but this convention ties a callback to the handler that filled it, and a callback with the wrong structure
/// takes a length for a pointer.
///
/// # Wrong
/// `samples/pdu-raw-cast/other-structure-in-callback.c`
///
/// # Right
/// `samples/pdu-raw-cast/two-kinds-of-commands.c`
///
/// # Limits
/// Only structures and unions are compared, and one that is a member of the other, or that is not declared in what was read, counts as
/// the same. A handler that fills the PDU in two ways allows both in all of its callbacks. A driver that keeps a cast for the sake of
/// older kernels can suppress the note.
///
/// # References
/// - Commit a6ccb48e1366 (6.12) added `io_uring_cmd_to_pdu()`.
/// - Reviews asked for it in the drivers of fuse and btrfs before they were merged.
public final class PduRawCast implements Rule {
    private static final RuleInfo INFO = new RuleInfo("pdu-raw-cast", Severity.NOTE, "the PDU is cast by hand or as another type");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        List<Overlay> overlays = Subjects.overlays(program, UringApi.MEMORY, UringApi.PDU);
        var reports = new ArrayList<Diagnostic>();
        boolean hasMacro = program.model().version().isAtLeast(6, 12);
        Set<Function> reported = new HashSet<>();
        for (Overlay overlay : overlays) {
            // The accessor is a macro of C: a method of a type, or a function that is declared with more than C says, cannot use it.
            boolean isRaw = overlay.function().signature().equals(Signature.NONE) && overlay.accessor().isEmpty()
                    && (overlay.how() == Overlay.How.CAST || overlay.how() == Overlay.How.CONVERSION);
            if (hasMacro && isRaw && reported.add(overlay.function())) {
                reports.add(raw(overlay, program).withFixes(fixes(overlay.function(), overlays)));
            }
        }
        new Views(program, overlays).mismatches().stream().map(PduRawCast::mismatch).forEach(reports::add);
        return reports;
    }

    private static Diagnostic raw(Overlay overlay, AnalyzedProgram program) {
        boolean isPointerMeasured = SizeChecks.measuresPointer(overlay.function(), program.index());
        return Verdict.of(INFO,
                isPointerMeasured
                        ? "the PDU is cast to `%s`, and the check of its size measures a pointer"
                        .formatted(CTypes.spelled(overlay.type()))
                        : "the PDU is cast to `%s` by hand".formatted(CTypes.spelled(overlay.type())),
                "a cast does not notice when the type outgrows the %d bytes of the PDU".formatted(UringApi.PDU_SIZE),
                "use `io_uring_cmd_to_pdu()`, which checks that when it is compiled")
                .as(isPointerMeasured ? Severity.WARNING : Severity.NOTE).at(overlay.function(), overlay.span());
    }

    /// The macro in the place of each cast of a function, if all of them are written as one.
    private static List<Fix> fixes(Function function, List<Overlay> overlays) {
        var edits = new LinkedHashSet<Edit>();
        for (Overlay overlay : overlays) {
            if (overlay.function() == function && overlay.accessor().isEmpty() && overlay.how() != Overlay.How.TYPED_ACCESSOR
                    && overlay.how() != Overlay.How.COPY) {
                List<Fix> fixes = function.spellings().values().stream()
                        .filter(spelled -> spelled.value() instanceof Expr.Cast(Type.Pointer(var target), _)
                                && target.equals(overlay.type()))
                        .filter(spelled -> overlay.span().contains(spelled.span()))
                        .flatMap(spelled -> Fixes.toPdu(function, spelled.span()).stream())
                        .toList();
                if (fixes.isEmpty()) {
                    return List.of();
                }
                fixes.forEach(fix -> edits.addAll(fix.edits()));
            }
        }
        return edits.isEmpty() ? List.of() : List.of(new Fix("use `io_uring_cmd_to_pdu()`", List.copyOf(edits)));
    }

    /// A structure as which a callback sees the PDU, and nobody who filled it.
    private static Diagnostic mismatch(Views.Mismatch mismatch) {
        Overlay seen = mismatch.seen();
        Overlay filled = mismatch.filled();
        String type = CTypes.spelled(filled.type());
        var step = new TraceStep(new Location(filled.function().file(), filled.span()), "`%s` sees it as `%s`"
                .formatted(filled.function().name(), type));
        return Verdict.of(INFO, "`%s` sees the PDU as `%s`, and it was filled as `%s`"
                        .formatted(seen.function().name(), CTypes.spelled(seen.type()), type),
                "the PDU has no type of its own: the code that fills it and the code that reads it have to agree",
                "use the same structure, or a union of both").as(Severity.WARNING).at(seen.function(), seen.span(), List.of(step));
    }
}
