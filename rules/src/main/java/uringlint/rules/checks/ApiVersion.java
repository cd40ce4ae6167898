// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.checks;

import java.util.ArrayList;
import java.util.List;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.ir.BasicBlock;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Type;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Evidence;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.model.ApiForms;
import uringlint.rules.model.Releases;
import uringlint.rules.report.Subjects;
import uringlint.rules.report.Verdict;
import uringlint.typestate.protocol.Role;
import uringlint.version.KernelVersion;

/// Reports calls and callbacks that have the shape of another kernel than the one that is looked at.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// - A call of a function of the API that does not exist in this kernel, or takes another number of arguments there.
/// - A callback for task work whose parameters are those of another kernel.
///
/// # Why it matters
/// Most of these do not compile. Some do: `io_uring_cmd_done()` has three arguments up to 6.2 and from 6.18 on, and the last one
/// is a result in the old form and flags in the new one. `io_buffer_register_bvec()` changed its meaning with its arguments in
/// 7.3. For a driver of several kernels, the reports list what its `#if`s still have to tell apart.
///
/// # Wrong
/// `samples/api-version/flags-for-a-result.c`
///
/// # Right
/// `samples/api-version/arms-by-version.c`
///
/// # Limits
/// Without `--kernel` and outside of a kernel tree the version is taken from the calls themselves, so that only calls of
/// different kernels in one driver are reported. Of an `#if` that compares `LINUX_VERSION_CODE` only the arm for the kernel
/// counts, of others all arms do. Long-term kernels took over some new forms; 6.1 and 6.2 allow both forms of what 6.3 changed. A
/// function that the driver defines itself is its own.
///
/// # References
/// - Commits 9d2789ac9d60 (6.3), dd386b0d5e61 and ef9f603fd3d4 (6.18): arguments of `io_uring_cmd_done()`.
/// - Commits df3a7762ee24 (6.18), c33e779aba68 and 20fb3d05a34b (6.19): the type of callbacks.
/// - Commit 69d483d5f43e (6.15): flags for `io_uring_cmd_import_fixed()`.
public final class ApiVersion implements Rule {
    private static final RuleInfo INFO = new RuleInfo("api-version", Severity.NOTE, "a call or a callback has the shape of another kernel")
            .needing(Evidence.DRIVER);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        KernelVersion version = program.model().version();
        var reports = new ArrayList<Diagnostic>();
        for (Function function : Subjects.functions(program)) {
            for (BasicBlock block : function.blocks()) {
                for (Instruction instruction : block.instructions()) {
                    call(instruction, function, program, version, reports);
                }
            }
        }
        for (Role role : program.roles()) {
            if (role.kind() == Role.Kind.TASK_WORK && role.function().signature().trait().isEmpty()) {
                callback(role.function(), program, version, reports);
            }
        }
        return reports;
    }

    private static void call(Instruction instruction, Function function, AnalyzedProgram program, KernelVersion version,
            List<Diagnostic> reports) {
        if (!(instruction instanceof Instruction.Call(_, Expr.Symbol(var name), var arguments, var span)) || ApiForms.of(name).isEmpty()
                || program.index().resolve(name, function.file()).isPresent()) {
            return;
        }
        if (ApiForms.fits(name, arguments.size(), version)) {
            return;
        }
        List<ApiForms.Form> here = ApiForms.of(name).stream().filter(form -> form.holds(version)).toList();
        String message = here.isEmpty()
                ? "this kernel has no `%s()`".formatted(name)
                : "`%s()` is called with %s; it takes %d %s"
                        .formatted(name, count(arguments.size()), here.getFirst().arguments(), since(here.getFirst()));
        String reason = ApiForms.with(name, arguments.size()).map(form -> "this is its form in kernels %s".formatted(form.range()))
                .orElse("no kernel has this form");
        reports.add(Verdict.of(INFO, message, reason, "").at(function, span));
    }

    private static String since(ApiForms.Form form) {
        return form.since().equals(Releases.OLDEST) ? "in this kernel" : "since " + form.since();
    }

    private static String count(int arguments) {
        return arguments == 1 ? "1 argument" : arguments + " arguments";
    }

    private static void callback(Function function, AnalyzedProgram program, KernelVersion version, List<Diagnostic> reports) {
        boolean hasRequest = function.parameters().stream()
                .anyMatch(parameter -> parameter.type() instanceof Type.Tagged(_, var tag) && program.model().carrierTypes().contains(tag));
        if (!ApiForms.isCallback(function.parameters().size(), hasRequest, version)) {
            String shape = version.isAtLeast(6, 19) ? "(struct io_tw_req, io_tw_token_t)"
                    : version.isAtLeast(6, 3) ? "(struct io_uring_cmd *, unsigned int)"
                    : "(struct io_uring_cmd *)";
            reports.add(Verdict.of(INFO, "the parameters of the callback `%s` are those of another kernel".formatted(function.name()),
                    "in this one, callbacks take `%s`".formatted(shape), "").at(function));
        }
    }
}
