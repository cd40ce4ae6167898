// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.sqe;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.Accesses;
import uringlint.rules.report.Accesses.Access;
import uringlint.rules.report.Pointers;
import uringlint.rules.report.Pointers.Region;
import uringlint.rules.report.SpelledType;
import uringlint.rules.report.Subjects;
import uringlint.rules.report.Verdict;
import uringlint.source.Span;

/// Reads of an SQE by methods of which nobody knows when they are called: by any expression or function that is not volatile.
final class PlainAccesses {
    private static final String REASON =
            "the SQE may lie in memory that user space writes at the same time: the compiler may read it again, or in parts";

    private final RuleInfo rule;
    private final Pointers pointers;

    private PlainAccesses(AnalyzedProgram program, RuleInfo rule) {
        this.rule = rule;
        pointers = new Pointers(program);
    }

    /// One report a line.
    static List<Diagnostic> of(AnalyzedProgram program, RuleInfo rule) {
        if (program.model().version().isIn(6, 14, 6, 16)) {
            return List.of();
        }
        var accesses = new PlainAccesses(program, rule);
        var reports = new ArrayList<Diagnostic>();
        var told = new HashSet<List<Object>>();
        for (Function function : Subjects.told(program)) {
            var here = new ArrayList<Diagnostic>();
            Accesses.of(function, accesses.pointers, program).forEach(access -> here.addAll(accesses.report(access)));
            if (here.isEmpty()) {
                here.addAll(accesses.handedOut(function));
            }
            for (Diagnostic report : here) {
                if (told.add(List.of(function.file(), report.location().line()))) {
                    reports.add(report);
                }
            }
        }
        return reports;
    }

    private List<Diagnostic> report(Access access) {
        if (access.memory().region() != Region.SQE && access.memory().region() != Region.PAYLOAD) {
            return List.of();
        }
        return switch (access.how()) {
            case VALUE -> List.of(plain(access, "%s is read without a volatile access".formatted(name(access))));
            case READ, UNALIGNED_READ, COPY ->
                    List.of(plain(access, "%s is read by `%s()`, which is not volatile".formatted(name(access), access.by())));
            case VOLATILE_READ -> access.memory().isSlice() && access.memory().isCast() ? List.of(unaligned(access)) : List.of();
            case REFERENCE, MUTABLE_REFERENCE -> access.memory().region() == Region.PAYLOAD
                    ? List.of(reference(access.function(), access.span(), "the payload of an SQE")) : List.of();
            case ADDRESS, WRITE -> List.of();
        };
    }

    /// A function that returns a reference into an SQE. One to the whole is right, if it is to a type that keeps it to itself.
    private List<Diagnostic> handedOut(Function function) {
        SpelledType result = SpelledType.of(function.signature().result());
        if (!result.borrows()) {
            return List.of();
        }
        for (Expr value : pointers.flow(function).results()) {
            Optional<Pointers.Memory> memory = pointers.of(value, function);
            boolean isOpen = memory.isPresent()
                    && (memory.get().region() == Region.PAYLOAD
                            || memory.get().region() == Region.SQE && (!memory.get().path().isEmpty() || result.mentions("bindings")));
            if (isOpen) {
                return List.of(reference(function, function.nameSpan(), memory.get().region() == Region.PAYLOAD ? "the payload of an SQE"
                        : "an SQE"));
            }
        }
        return List.of();
    }

    private static String name(Access access) {
        List<String> path = access.memory().path();
        if (access.memory().region() == Region.PAYLOAD) {
            return path.isEmpty() ? "the payload of an SQE" : "`%s` in the payload of an SQE".formatted(String.join(".", path));
        }
        return path.isEmpty() ? "an SQE" : "`%s` of an SQE".formatted(String.join(".", path));
    }

    private Diagnostic plain(Access access, String message) {
        String help = access.memory().region() == Region.PAYLOAD
                ? "read it once by `read_volatile()`; where the alignment is not known, byte by byte"
                : "read it once by `read_volatile()` through a raw pointer to the field";
        return at(access, Severity.WARNING, message, REASON, help);
    }

    private Diagnostic unaligned(Access access) {
        return at(access, Severity.WARNING, "the payload of an SQE is read by `%s()` through a pointer that is not known to be aligned"
                .formatted(access.by()),
                "a slice of bytes may start anywhere, and `%s()` needs an address that is aligned for its type".formatted(access.by()),
                "read the bytes one by one, each by `read_volatile()`, or let the abstraction read the payload as a type");
    }

    private Diagnostic reference(Function function, Span span, String what) {
        return Verdict.of(rule, "a reference to %s is made".formatted(what),
                "a reference promises that what it refers to does not change, and user space may write to an SQE at any time",
                "copy it by volatile reads, and hand out the copy").as(Severity.WARNING).at(function, span);
    }

    private Diagnostic at(Access access, Severity severity, String message, String reason, String help) {
        return Verdict.of(rule, message, reason, help).as(severity).at(access.function(), access.span());
    }
}
