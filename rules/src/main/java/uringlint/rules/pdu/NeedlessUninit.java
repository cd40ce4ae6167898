// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.pdu;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import uringlint.callgraph.IrWalk;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Variable;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.model.RustFunctions;
import uringlint.rules.report.Flow;
import uringlint.rules.report.Pointers;
import uringlint.rules.report.Pointers.Region;
import uringlint.rules.report.Subjects;
import uringlint.rules.report.Verdict;
import uringlint.typestate.protocol.Effect;

/// Reports three steps that read the PDU where one does.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// A `MaybeUninit` that is made empty, filled by one copy of bytes out of the PDU or another part of a command, and taken for
/// initialized by `assume_init()`.
///
/// # Why it matters
/// `ptr::read_unaligned()` is the same in one step. The three steps need two `unsafe` blocks, each with an argument of its own,
/// and the length of the copy and the type are written down apart from each other, so that one can be changed without the other.
///
/// # Wrong
/// `samples/needless-uninit/copy-then-assume.rs`
///
/// # Right
/// `samples/needless-uninit/one-unaligned-read.rs`
///
/// # Limits
/// A loop that copies the bytes one by one, each by a volatile read, is right for an SQE and not reported; nor is a copy out of
/// an SQE, which is wrong for another reason.
///
/// # References
/// - The review of the third revision of the Rust abstraction (September 2025): "Why is the intermediate MaybeUninit necessary?"
public final class NeedlessUninit implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "needless-uninit", Severity.NOTE, "three steps read what one unaligned read does").ofAbstractions();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var pointers = new Pointers(program);
        var reports = new ArrayList<Diagnostic>();
        for (Function function : Subjects.told(program)) {
            IrWalk.instructions(function, instruction -> {
                boolean isEmpty = instruction instanceof Instruction.Call(var result, Expr.Symbol(var name), _, _)
                        && RustFunctions.EMPTY.contains(name) && result.isVariable();
                if (isEmpty && isReadByHand(((Instruction.Call) instruction).result().base(), function, pointers, program)) {
                    reports.add(Verdict.of(INFO, "an empty `MaybeUninit` is filled by a copy and taken for initialized at once",
                            "`ptr::read_unaligned()` reads bytes of any alignment as a value in one step",
                            "use `ptr::read_unaligned()` on the pointer to the bytes").at(function, instruction.span()));
                }
            });
        }
        return reports;
    }

    /// Whether a variable gets its bytes by one copy out of a command, and is then the value.
    private static boolean isReadByHand(Variable empty, Function function, Pointers pointers, AnalyzedProgram program) {
        Flow flow = pointers.flow(function);
        Set<Variable> names = flow.copies(empty);
        boolean[] isCopied = new boolean[1];
        boolean[] isTaken = new boolean[1];
        IrWalk.instructions(function, instruction -> {
            if (instruction instanceof Instruction.Call(_, Expr.Symbol(var name), var arguments, _)) {
                isTaken[0] |= name.equals(RustFunctions.ASSUME_INIT) && arguments.getFirst() instanceof Expr.Read(var place)
                        && place.isVariable() && names.contains(place.base());
                for (Effect effect : program.model().find(name, arguments.size()).map(Effect.Api::effects).orElse(List.of())) {
                    if (effect instanceof Effect.Copy(var target, var source) && source >= 0) {
                        Optional<Pointers.Memory> from = pointers.of(arguments.get(source), function);
                        isCopied[0] |= flow.addressed(arguments.get(target)).filter(names::contains).isPresent()
                                && from.filter(memory -> memory.region() == Region.AREA || memory.region() == Region.COMMAND).isPresent();
                    }
                }
            }
        });
        return isCopied[0] && isTaken[0];
    }
}
