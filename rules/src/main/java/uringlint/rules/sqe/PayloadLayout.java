// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.sqe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import uringlint.callgraph.IrWalk;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.diagnostic.TraceStep;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.TranslationUnit;
import uringlint.ir.Type;
import uringlint.ir.TypeDeclaration;
import uringlint.layout.Overlay;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.model.UringApi;
import uringlint.rules.report.Accesses;
import uringlint.rules.report.Accesses.Access;
import uringlint.rules.report.Pointers;
import uringlint.rules.report.Pointers.Region;
import uringlint.rules.report.Subjects;
import uringlint.rules.report.Verdict;
import uringlint.source.Location;
import uringlint.source.Span;

/// Reports types and slices that do not have the shape of the payload of an SQE.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// - A slice of the payload's bytes from its start, with a constant length that is neither 16 nor 80.
/// - A type as which the payload is read and that is declared without `#[repr(C)]` or `#[repr(transparent)]`.
///
/// # Why it matters
/// The payload has 16 bytes in an SQE of 64 bytes and 80 in one of 128. A shorter slice keeps the rest from drivers, a longer one
/// reaches into the next SQE. User space fills the payload by a C header. Without `#[repr(C)]` the Rust compiler may order
/// members as it likes, and differently for each kernel.
///
/// # Wrong
/// `samples/payload-layout/eight-bytes.rs`
///
/// # Right
/// `samples/payload-layout/both-sizes.rs`
///
/// # Limits
/// A length that is computed is not judged. The members of a type are not compared with a header of user space.
///
/// # References
/// - `struct io_uring_sqe` in `include/uapi/linux/io_uring.h`, and `uring_sqe_size()`.
/// - The review of the first revision of the Rust abstraction (July 2025): "Should be 16 bytes for a 64-byte SQE and 80
///   bytes for a 128-byte SQE".
public final class PayloadLayout implements Rule {
    private static final RuleInfo INFO =
            new RuleInfo("payload-layout", Severity.WARNING, "a type or slice does not have the payload's shape");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var pointers = new Pointers(program);
        var reports = new ArrayList<Diagnostic>();
        Map<String, Location> uses = new LinkedHashMap<>();
        for (Function function : Subjects.told(program)) {
            for (Access access : Accesses.of(function, pointers, program)) {
                if (access.memory().region() == Region.PAYLOAD) {
                    slice(access, program).ifPresent(reports::add);
                    use(access.memory().type(), new Location(function.file(), access.span()), uses);
                }
            }
        }
        for (Overlay overlay : Subjects.overlays(program, UringApi.MEMORY, UringApi.PAYLOAD)) {
            if (overlay.how() == Overlay.How.TYPED_ACCESSOR && overlay.function().signature().isTold()) {
                use(overlay.type(), new Location(overlay.function().file(), overlay.span()), uses);
            }
        }
        for (TranslationUnit unit : program.index().program().units()) {
            for (TypeDeclaration type : unit.types()) {
                boolean isOpen = type instanceof TypeDeclaration.Composite composite && uses.containsKey(type.name())
                        && composite.attributes().contains(TypeDeclaration.Composite.PARTIAL);
                if (isOpen) {
                    var step = new TraceStep(uses.get(type.name()), "the payload of an SQE is read as `%s` here".formatted(type.name()));
                    reports.add(Verdict.of(INFO,
                            "`%s` is read from the payload of an SQE and has no layout that user space can know".formatted(type.name()),
                            "the Rust compiler may order the members as it likes",
                            "declare the type with `#[repr(C)]`").at(new Location(unit.file(), type.span()), type.name(), List.of(step)));
                }
            }
        }
        return reports;
    }

    private static void use(Type type, Location place, Map<String, Location> uses) {
        if (type instanceof Type.Tagged(_, var tag)) {
            uses.putIfAbsent(tag, place);
        }
    }

    /// A slice of a length that no payload has.
    private static Optional<Diagnostic> slice(Access access, AnalyzedProgram program) {
        boolean isReference = access.how() == Accesses.How.REFERENCE || access.how() == Accesses.How.MUTABLE_REFERENCE;
        if (!isReference || !access.by().startsWith("slice::") || access.memory().isCast() || access.value() instanceof Expr.Apply) {
            return Optional.empty();
        }
        OptionalLong length = length(access.function(), access.span(), program);
        if (length.isEmpty() || length.getAsLong() == UringApi.PAYLOAD_SIZE || length.getAsLong() == UringApi.LARGE_PAYLOAD_SIZE) {
            return Optional.empty();
        }
        return Optional.of(Verdict.of(INFO, "a slice of %d bytes is made of the payload of an SQE".formatted(length.getAsLong()),
                "the payload has %d bytes in an SQE of 64 bytes, and %d in one of 128"
                        .formatted(UringApi.PAYLOAD_SIZE, UringApi.LARGE_PAYLOAD_SIZE),
                "give the length that the SQE has: `IO_URING_F_SQE128` tells which").at(access.function(), access.span()));
    }

    private static OptionalLong length(Function function, Span span, AnalyzedProgram program) {
        var found = new ArrayList<OptionalLong>();
        IrWalk.instructions(function, instruction -> {
            if (instruction instanceof Instruction.Call(_, Expr.Symbol(var name), var arguments, var at) && at.equals(span)
                    && name.startsWith("slice::") && arguments.size() == 2) {
                found.add(program.index().evaluate(arguments.get(1)));
            }
        });
        return found.isEmpty() ? OptionalLong.empty() : found.getFirst();
    }
}
