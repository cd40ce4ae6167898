// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.sqe;

import java.util.ArrayList;
import java.util.List;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.ir.Constant;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.TranslationUnit;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.model.UringApi;
import uringlint.rules.report.Pointers;
import uringlint.rules.report.Subjects;
import uringlint.rules.report.Verdict;
import uringlint.source.Location;

/// Reports opcodes of SQEs that are kept or compared as something wider than `u8`.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// A comparison of an SQE's `opcode` for which it is made wider, mostly because the constant that it is compared with is an
/// `u32`. Where nothing is compared, the constant: a number of `enum io_uring_op` whose declared type is wider than `u8`.
///
/// # Why it matters
/// The opcode is one byte of the SQE. `bindgen` makes an `u32` of the C enumeration; if that type is passed on, every use
/// converts, and a value that no SQE can hold can be compared with one.
///
/// # Wrong
/// `samples/opcode-width/widened-for-the-test.rs`
///
/// # Right
/// `samples/opcode-width/type-of-its-own.rs`
///
/// # Limits
/// One report a comparison; the constant is not reported beside it.
///
/// # References
/// - `struct io_uring_sqe` in `include/uapi/linux/io_uring.h`: `__u8 opcode`.
/// - The review of the third revision of the Rust abstraction (September 2025): "io_uring opcodes are u8 values."
public final class OpcodeWidth implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "opcode-width", Severity.NOTE, "an opcode is kept or compared wider than `u8`").ofAbstractions();
    private static final String REASON = "the opcode is one byte of the SQE";
    private static final String HELP = "declare the constant as `u8`, or as a type of its own around one, and compare without a conversion";

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var opcodes = new Opcodes(program, new Pointers(program));
        var reports = new ArrayList<Diagnostic>();
        for (Function function : Subjects.told(program)) {
            for (Opcodes.Test test : opcodes.tests(function)) {
                if (test.isWide()) {
                    reports.add(Verdict.of(INFO, "the opcode of an SQE is made wider than `u8` to be compared", REASON,
                            HELP).at(function, test.span()));
                }
            }
        }
        return reports.isEmpty() ? constants(program) : reports;
    }

    private static List<Diagnostic> constants(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        for (TranslationUnit unit : program.index().program().units()) {
            for (Constant constant : unit.constants()) {
                boolean isWide = constant.value() instanceof Expr.Cast(var type, var value) && !Opcodes.isNarrow(type) && isOpcode(value);
                if (isWide) {
                    reports.add(Verdict.of(INFO, "`%s` is an opcode and wider than `u8`".formatted(constant.name()), REASON,
                            HELP).at(new Location(unit.file(), constant.span()), constant.name()));
                }
            }
        }
        return reports;
    }

    private static boolean isOpcode(Expr value) {
        return switch (value) {
            case Expr.Cast(_, var inner) -> isOpcode(inner);
            case Expr.Symbol(var name) -> UringApi.isRequestOpcode(name);
            case Expr.Literal _, Expr.Text _, Expr.Unit _, Expr.Read _, Expr.AddressOf _, Expr.Apply _, Expr.Aggregate _, Expr.Variant _,
                    Expr.Is _ -> false;
        };
    }
}
