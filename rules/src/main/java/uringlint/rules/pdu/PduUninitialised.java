// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.pdu;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import uringlint.callgraph.IrWalk;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Projection;
import uringlint.ir.Signature;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Evidence;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.model.UringFlags;
import uringlint.rules.report.Paths;
import uringlint.rules.report.Pointers;
import uringlint.rules.report.SpelledType;
import uringlint.rules.report.Subjects;
import uringlint.rules.report.Verdict;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.protocol.ObjectState;
import uringlint.typestate.protocol.PathMark;
import uringlint.typestate.protocol.Role;

/// Reports reads of the PDU that find what another command has left there.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// A field of the PDU that a handler reads on a path on which nothing was written to it, unless the path knows that this is a
/// cancel call (`IO_URING_F_CANCEL`) or another issue of the same command (`IORING_URING_CMD_REISSUE`); and one that a callback
/// reads although a path to its hand-off has not written it, nor does anything that may run in between.
///
/// In Rust also a method that returns `MaybeUninit` around a reference to the PDU: what may be uninitialized are the bytes.
///
/// # Why it matters
/// The core does not clear the 32 bytes. They hold what the last user of the request left there, often of another driver: a
/// pointer that is tested against NULL and freed, a state that looks valid.
///
/// # Wrong
/// `samples/pdu-uninitialised/pointer-tested-first.c`
///
/// # Right
/// `samples/pdu-uninitialised/written-on-the-first-issue.c`
///
/// # Limits
/// Code without source that gets a pointer to the PDU is taken to write it. One read a function is reported. Of the states in
/// which commands are handed to one callback, six are told apart; a field is taken to be written where any other code writes one
/// of its name.
///
/// # References
/// - `struct io_uring_cmd` in `include/linux/io_uring/cmd.h`; commit 733c43f1df34 (6.17) brought `IORING_URING_CMD_REISSUE` for this.
public final class PduUninitialised implements Rule {
    private static final RuleInfo INFO =
            new RuleInfo("pdu-uninitialised", Severity.WARNING, "the PDU is read before it is written")
            .needing(Evidence.DRIVER);

    /// All of the PDU at once, where it is handed on.
    private static final String ALL = "*";

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        Map<String, Diagnostic> first = new LinkedHashMap<>();
        for (Observation.Read seen : program.observed(Observation.Read.class)) {
            boolean isArea = seen.access().path().getFirst().equals(program.model().areaField()) && seen.access().path().size() > 1;
            boolean isFirst = seen.role().kind() == Role.Kind.HANDLER && seen.before().source() == ObjectState.Source.ISSUED;
            boolean isOpen = !seen.access().path().getLast().equals(ALL) || isReadSafely(program);
            if (isArea
                    && isOpen
                    && (isFirst || seen.has(PathMark.Known.ARRIVED))
                    && !Paths.isCancelCall(seen, program)
                    && seen.members().values().stream().noneMatch(facts -> facts.isSet(UringFlags.REISSUE))) {
                String field = seen.access().path().getLast();
                Diagnostic report = Verdict.of(INFO,
                        field.equals(ALL) ? "the PDU goes to safe code before anything was written to it"
                        : "`%s` of the PDU is read before anything was written to it".formatted(field),
                        "the core does not clear the PDU: it holds what an earlier command left there",
                        isFirst ? "write the field on the first issue, before the first read"
                        : "write the field on every path to the hand-off").at(seen, program);
                first.merge(seen.function().name(), report, (left, right) ->
                        left.location().span().start() <= right.location().span().start() ? left : right);
            }
        }
        var reports = new ArrayList<>(first.values());
        var pointers = new Pointers(program);
        for (Function function : Subjects.told(program)) {
            boolean isAroundReference = SpelledType.of(function.signature().result()).isAround("MaybeUninit")
                    && pointers.flow(function).results().stream()
                    .anyMatch(value -> pointers.of(value, function).filter(memory -> memory.region() == Pointers.Region.AREA).isPresent());
            if (isAroundReference) {
                reports.add(Verdict.of(
                                INFO,
                                "the reference to the PDU is said to be uninitialized, and not the PDU",
                                "the bytes of the PDU are what nobody has written yet, and who takes the reference out"
                                        + " has bytes that count as initialized",
                                "return `&mut MaybeUninit<[u8; 32]>`, or read and write the PDU as a type")
                        .at(function));
            }
        }
        return reports;
    }

    /// Whether safe code can get at the PDU: by a method of the API, or by one of the program's own abstraction.
    private static boolean isReadSafely(AnalyzedProgram program) {
        List<Function> methods = Subjects.told(program).stream()
                .filter(function -> function.signature().receiver() != Signature.Receiver.NONE
                        && Subjects.isCommand(function.parameters().getFirst().type(), program))
                .toList();
        return methods.isEmpty() || methods.stream().anyMatch(function -> !function.signature().isUnsafe() && isOfArea(function, program));
    }

    private static boolean isOfArea(Function function, AnalyzedProgram program) {
        boolean[] found = new boolean[1];
        Consumer<Place> look = place ->
                found[0] |= place.path().contains(new Projection.Field(program.model().areaField()));
        Consumer<Expr> each = value -> IrWalk.parts(value, part -> {
            switch (part) {
                case Expr.Read(var place) -> look.accept(place);
                case Expr.AddressOf(var place) -> look.accept(place);
                case Expr.Literal _, Expr.Text _, Expr.Symbol _, Expr.Unit _, Expr.Apply _, Expr.Cast _, Expr.Aggregate _, Expr.Variant _,
                        Expr.Is _ -> {}
            }
        });
        IrWalk.instructions(function, instruction -> {
            switch (instruction) {
                case Instruction.Assign(_, var value, _) -> each.accept(value);
                case Instruction.Call(_, _, var arguments, _) -> arguments.forEach(each);
                case Instruction.Drop _, Instruction.Opaque _ -> {}
            }
        });
        return found[0];
    }
}
