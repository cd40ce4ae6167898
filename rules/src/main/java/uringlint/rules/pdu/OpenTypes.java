// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.pdu;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.ir.Function;
import uringlint.ir.Type;
import uringlint.ir.TypeDeclaration;
import uringlint.layout.DataModel;
import uringlint.layout.Layout;
import uringlint.layout.Layouts;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.RuleInfo;
import uringlint.rules.model.RustFunctions;
import uringlint.rules.report.Accesses;
import uringlint.rules.report.Accesses.Access;
import uringlint.rules.report.Pointers;
import uringlint.rules.report.Pointers.Region;
import uringlint.rules.report.SpelledType;
import uringlint.rules.report.Subjects;
import uringlint.rules.report.Verdict;
import uringlint.source.Location;

/// Accesses by methods that see the PDU as a type whose alignment they do not know, mostly one that their caller chooses.
final class OpenTypes {
    private OpenTypes() {}

    /// One report a line. What is known to be aligned better than the PDU is no question of a method.
    static List<Diagnostic> of(AnalyzedProgram program, RuleInfo rule) {
        var pointers = new Pointers(program);
        var layouts = new Layouts(program.declarations(), DataModel.LP64);
        var reports = new ArrayList<Diagnostic>();
        Set<List<Object>> told = new HashSet<>();
        for (Function function : Subjects.told(program)) {
            for (Access access : Accesses.of(function, pointers, program)) {
                boolean isOpen = access.memory().region() == Region.AREA
                        && (access.memory().isCast() ? alignment(access.memory().type(), layouts, program).isEmpty() : isReturned(access));
                if (isOpen && !what(access).isEmpty() && told.add(List.of(function, new Location(function.file(), access.span()).line()))) {
                    reports.add(Verdict.of(rule, "%s as a type of which nobody knows the alignment".formatted(what(access)),
                            "the PDU is an array of bytes, and such an access needs an address that is aligned for its type",
                            "use `read_unaligned()` and `write_unaligned()`, or copy the bytes").as(Severity.WARNING)
                            .at(function, access.span()));
                }
            }
        }
        return reports;
    }

    /// Whether a reference is returned as one to whatever the caller asks for.
    private static boolean isReturned(Access access) {
        boolean isReference = access.how() == Accesses.How.REFERENCE || access.how() == Accesses.How.MUTABLE_REFERENCE;
        return isReference && access.function().result() instanceof Type.Pointer(Type.Unknown _)
                && SpelledType.of(access.function().signature().result()).borrowsParameter();
    }

    /// What an access that has to be aligned does, in words; empty for another one.
    private static String what(Access access) {
        return switch (access.how()) {
            case VALUE -> "the PDU is read";
            case READ, VOLATILE_READ -> "`%s()` reads the PDU".formatted(access.by());
            case REFERENCE -> "a reference to the PDU is made";
            case MUTABLE_REFERENCE -> "an exclusive reference to the PDU is made";
            case WRITE -> access.by().isEmpty() ? "the PDU is written" : RustFunctions.ALIGNED_WRITES.contains(access.by())
                    ? "`%s()` writes the PDU".formatted(access.by()) : "";
            case UNALIGNED_READ, COPY, ADDRESS -> "";
        };
    }

    /// The alignment of a type: it is that of the largest of its members in whatever order they lie.
    private static OptionalLong alignment(Type type, Layouts layouts, AnalyzedProgram program) {
        Optional<Layout> layout = type.equals(Type.UNKNOWN) ? Optional.empty() : layouts.of(type);
        if (layout.isPresent()) {
            return OptionalLong.of(layout.get().alignment());
        }
        if (!(program.index().resolve(type) instanceof Type.Tagged(_, var tag)) || program.index().composite(tag).isEmpty()) {
            return OptionalLong.empty();
        }
        TypeDeclaration.Composite composite = program.index().composite(tag).get();
        if (composite.attributes().stream().anyMatch(attribute -> attribute.contains("packed"))) {
            return OptionalLong.of(1);
        }
        long most = 1;
        for (TypeDeclaration.Member member : composite.members()) {
            Optional<Layout> inner = layouts.of(member.type());
            if (inner.isEmpty() || composite.attributes().stream().anyMatch(attribute -> attribute.contains("align("))) {
                return OptionalLong.empty();
            }
            most = Math.max(most, inner.get().alignment());
        }
        return OptionalLong.of(most);
    }
}
