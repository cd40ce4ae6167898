// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.sqe;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import uringlint.callgraph.IrWalk;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Type;
import uringlint.layout.DataModel;
import uringlint.layout.Layout;
import uringlint.layout.Layouts;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Evidence;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.model.UringFlags;
import uringlint.rules.model.UringFunctions;
import uringlint.rules.report.FlagTests;
import uringlint.rules.report.Paths;
import uringlint.rules.report.Reports;
import uringlint.rules.report.Verdict;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.protocol.Role;

/// Reports reads behind the 16 bytes of payload that every SQE has.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// A read of the payload, or a copy of it, that ends behind its first 16 bytes, in a handler that does not know
/// `IO_URING_F_SQE128` to be set. Sizes and offsets are those of the declarations. The report is at the read, or in the function
/// that calls the one that reads.
///
/// # Why it matters
/// An SQE has 64 bytes, the last 16 of which are the payload. Only a ring with SQEs of 128 bytes has 80. On any other ring the
/// driver reads the next SQE of the ring, which user space fills as it likes, or behind the end of the ring.
///
/// # Wrong
/// `samples/sqe128-unchecked/reads-the-tail.c`
///
/// # Right
/// `samples/sqe128-unchecked/tested-by-a-mask.c`
///
/// # Limits
/// Types whose declaration is not found are only reported if they are read through `io_uring_sqe128_cmd()`, or if the
/// handler makes the test, but later. A handler that is called through a pointer of another
/// signature is taken to be called by one that makes the test.
///
/// # References
/// - `io_uring_sqe128_cmd()` in `include/linux/io_uring/cmd.h` (7.1) checks the size of the type, not the ring.
/// - `nvme_uring_cmd_checks()` in `drivers/nvme/host/ioctl.c`.
public final class Sqe128Unchecked implements Rule {
    /// What an SQE of 64 bytes has for the driver.
    private static final long PAYLOAD = 16;
    private static final RuleInfo INFO =
            new RuleInfo("sqe128-unchecked", Severity.ERROR, "payload behind 16 bytes is read without a check of SQE128")
            .needing(Evidence.CHECKS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        var layouts = new Layouts(program.declarations(), DataModel.LP64);
        Set<Type> wide = wide(program);
        var told = new HashSet<String>();
        for (SqeReads.Seen seen : SqeReads.of(Observation.Read.class, program)) {
            Observation observation = seen.observation();
            if (observation.role().kind() != Role.Kind.HANDLER
                    || isBehindOther(observation.role().function())
                    || Paths.hasFlag(observation, UringFlags.SQE128, true)
                    || Paths.isCancelCall(observation, program)) {
                continue;
            }
            OptionalLong end = end(seen.read(), layouts);
            boolean isBehind = end.isPresent()
                    ? end.getAsLong() > PAYLOAD
                    : isPayload(seen.read()) && (wide.contains(seen.read().base())
                            || FlagTests.first(UringFlags.SQE128, observation.role(), program).isPresent());
            if (isBehind) {
                Diagnostic report = Verdict.of(INFO,
                        end.isPresent()
                                ? "%s lies behind the 16 bytes that every SQE has for it".formatted(SqeReads.name(seen))
                                : "the payload of `%s` is read without checking `IO_URING_F_SQE128`".formatted(observation.object()),
                        end.isPresent()
                                ? "`IO_URING_F_SQE128` was not checked: on a ring with 64-byte SQEs this is the next SQE"
                                : "it is for a payload of more than 16 bytes, which lies in the next SQE on a ring with 64-byte SQEs",
                        "refuse the command when `IO_URING_F_SQE128` is not set in `issue_flags`").atStatement(seen.observation());
                Diagnostic placed = Reports.atCaller(report, observation, program);
                if (told.add(placed.function())) {
                    reports.add(placed);
                }
            }
        }
        return reports;
    }

    /// Whether a handler is one that another handler calls. A method of a trait has its device beside the command.
    private static boolean isBehindOther(Function handler) {
        return handler.parameters().size() != 2 && handler.signature().trait().isEmpty();
    }

    private static boolean isPayload(Observation.Access read) {
        return read.path().size() >= payloadStart(read) && read.inner() == read.path().size() - payloadStart(read);
    }

    /// The number of steps up to the payload: `sqe->cmd`, or `cmd` before 6.5.
    private static int payloadStart(Observation.Access read) {
        return read.path().getFirst().equals("cmd") ? 1 : 2;
    }

    /// Where a read of the payload ends, in bytes from its start; empty if that is not known, or if it reads another part of the SQE.
    private static OptionalLong end(Observation.Access read, Layouts layouts) {
        boolean isInPayload = read.path().getFirst().equals("cmd") || read.path().size() > 1 && read.path().get(1).equals("cmd");
        if (!isInPayload || !isPayload(read) || read.base().equals(Type.UNKNOWN)) {
            return OptionalLong.empty();
        }
        // The elements of an array have its elements' size, those of anything else are bytes. A member is looked at as a whole.
        boolean isElement = read.fields().isEmpty() && !read.elements().isEmpty();
        Type element = isElement && read.base() instanceof Type.Array(var inner, _) ? inner : read.base();
        return layouts.offset(element, read.fields())
                .map(slot -> OptionalLong.of((isElement ? start(read, element, layouts) : 0) + slot.offset() + slot.size()))
                .orElse(OptionalLong.empty());
    }

    private static long start(Observation.Access read, Type element, Layouts layouts) {
        long count = read.elements().stream().mapToLong(Long::longValue).sum();
        return element.equals(read.base()) ? count : count * layouts.of(element).map(Layout::size).orElse(0L);
    }

    /// The types that are named to `io_uring_sqe128_cmd()`, which is for payload of more than 16 bytes.
    private static Set<Type> wide(AnalyzedProgram program) {
        var types = new LinkedHashSet<Type>();
        for (Function function : program.index().functions()) {
            IrWalk.instructions(function, instruction -> {
                if (instruction instanceof Instruction.Call(_, Expr.Symbol(var name), var arguments, _)
                        && name.equals(UringFunctions.LARGE_PAYLOAD)
                        && arguments.size() == 2
                        && arguments.get(1) instanceof Expr.Symbol(var spelling)) {
                    Layouts.type(spelling).ifPresent(types::add);
                }
            });
        }
        return types;
    }
}
