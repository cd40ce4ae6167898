package uringlint.rules.checks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.ir.BasicBlock;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Type;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.model.KernelVersion;
import uringlint.rules.report.Subjects;
import uringlint.typestate.Role;

/// Reports calls and callbacks that have the shape of another kernel than the one that is looked at.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// - A call of a function of the API that does not exist in this kernel, or takes another number of arguments there.
/// - A callback for task work whose parameters are those of another kernel.
///
/// # Why it matters
/// Most of these do not compile. Some do: `io_uring_cmd_done()` has three arguments up to 6.2 and from 6.18 on, and the last one is a result
/// in the old form and flags in the new one. `io_buffer_register_bvec()` changed its meaning with its arguments in 7.3. For a driver of
/// several kernels, the reports list what its `#if`s still have to tell apart.
///
/// # Wrong
/// `samples/api-version/flags-for-a-result.c`
///
/// # Right
/// `samples/api-version/arms-by-version.c`
///
/// # Limits
/// Without `--kernel` and outside of a kernel tree the version is taken from the calls themselves, so that only calls of different kernels in
/// one driver are reported. Of an `#if` that compares `LINUX_VERSION_CODE` only the arm for the kernel counts, of others all arms do. Long-term
/// kernels took over some new forms; 6.1 and 6.2 allow both forms of what 6.3 changed. A function that the driver defines itself is its own.
///
/// # References
/// - Commits 9d2789ac9d60 (6.3), dd386b0d5e61 and ef9f603fd3d4 (6.18): arguments of `io_uring_cmd_done()`.
/// - Commits df3a7762ee24 (6.18), c33e779aba68 and 20fb3d05a34b (6.19): the type of callbacks.
/// - Commit 69d483d5f43e (6.15): flags for `io_uring_cmd_import_fixed()`.
public final class ApiVersion implements Rule {
    private static final RuleInfo INFO = new RuleInfo("api-version", Severity.NOTE, "a call or a callback has the shape of another kernel");

    /// A form of a function: its name, its number of arguments, and the kernels that have it.
    private record Form(String name, int arguments, KernelVersion since, KernelVersion until) {
        boolean holds(KernelVersion version) {
            return since.compareTo(version) <= 0 && version.compareTo(until) <= 0;
        }

        String range() {
            return until.equals(LAST) ? "from " + since + " on" : since.equals(KernelVersion.OLDEST) ? "up to " + until : "from " + since + " to " + until;
        }
    }

    private static final KernelVersion LAST = new KernelVersion(Integer.MAX_VALUE, 0);

    private static final Map<String, List<Form>> FORMS = forms("""
            io_uring_cmd_done             3 ..6.2
            io_uring_cmd_done             4 6.1..6.17
            io_uring_cmd_done             3 6.18..
            io_uring_cmd_done32           4 6.18..
            io_uring_cmd_iopoll_done      3 6.10..6.17
            io_uring_cmd_do_in_task_lazy  2 6.5..
            io_uring_sqe_cmd              1 6.5..7.0
            io_uring_sqe_cmd              2 7.1..
            io_uring_sqe128_cmd           2 7.1..
            io_uring_cmd_to_pdu           2 6.12..
            io_uring_cmd_import_fixed     5 6.1..6.14
            io_uring_cmd_import_fixed     6 6.15..
            io_uring_cmd_import_fixed_vec 6 6.15..
            io_uring_cmd_mark_cancelable  2 6.7..
            io_uring_cmd_get_task         1 6.7..
            io_uring_cmd_issue_blocking   1 6.12..
            io_uring_cmd_ctx_handle       1 6.16..
            io_uring_cmd_get_async_data   1 6.14..6.16
            io_buffer_register_bvec       5 6.15..7.2
            io_buffer_register_bvec       8 7.3..
            io_buffer_unregister_bvec     3 6.15..7.2
            io_buffer_register_request    5 7.3..
            io_buffer_unregister          3 7.3..
            io_uring_cmd_buffer_select    4 6.18..
            io_uring_mshot_cmd_post_cqe   3 6.18..
            """);

    private static Map<String, List<Form>> forms(String table) {
        var forms = new LinkedHashMap<String, List<Form>>();
        table.lines().forEach(line -> {
            String[] words = line.strip().split(" +");
            int dots = words[2].indexOf("..");
            KernelVersion since = KernelVersion.parse(words[2].substring(0, dots)).orElse(KernelVersion.OLDEST);
            KernelVersion until = KernelVersion.parse(words[2].substring(dots + 2)).orElse(LAST);
            forms.computeIfAbsent(words[0], _ -> new ArrayList<>()).add(new Form(words[0], Integer.parseInt(words[1]), since, until));
        });
        return forms;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        Optional<KernelVersion> version = KernelVersion.parse(program.model().version());
        var reports = new ArrayList<Diagnostic>();
        if (version.isPresent()) {
            for (Function function : Subjects.functions(program)) {
                for (BasicBlock block : function.blocks()) {
                    for (Instruction instruction : block.instructions()) {
                        call(instruction, function, program, version.get(), reports);
                    }
                }
            }
            for (Role role : program.roles()) {
                if (role.kind() == Role.Kind.TASK_WORK && role.function().signature().trait().isEmpty()) {
                    callback(role.function(), program, version.get(), reports);
                }
            }
        }
        return reports;
    }

    private static void call(Instruction instruction, Function function, AnalyzedProgram program, KernelVersion version, List<Diagnostic> reports) {
        if (!(instruction instanceof Instruction.Call(_, Expr.Symbol(var name), var arguments, var span)) || !FORMS.containsKey(name)
                || program.index().resolve(name, function.file()).isPresent()) {
            return;
        }
        List<Form> forms = FORMS.get(name);
        List<Form> here = forms.stream().filter(form -> form.holds(version)).toList();
        if (here.stream().anyMatch(form -> form.arguments() == arguments.size())) {
            return;
        }
        String message = here.isEmpty()
                ? "this kernel has no `%s()`".formatted(name)
                : "`%s()` has %d arguments here, and %d in this kernel".formatted(name, arguments.size(), here.getFirst().arguments());
        Optional<Form> meant = forms.stream().filter(form -> form.arguments() == arguments.size()).findFirst();
        String reason = meant.map(form -> "this is the form of the kernels %s".formatted(form.range())).orElse("no kernel has this form");
        reports.add(Subjects.at(function, span, INFO, INFO.severity(), message, reason, ""));
    }

    /// `(cmd)` up to 6.2, `(cmd, flags)` from 6.1.y to 6.18, `(request, token)` from 6.19 on.
    private static void callback(Function function, AnalyzedProgram program, KernelVersion version, List<Diagnostic> reports) {
        boolean hasRequest = function.parameters().stream()
                .anyMatch(parameter -> parameter.type() instanceof Type.Tagged(_, var tag) && program.model().carrierTypes().contains(tag));
        int count = function.parameters().size();
        boolean isRight = version.isAtLeast(6, 19) ? hasRequest : !hasRequest && (count == 1 ? !version.isAtLeast(6, 3) : count == 2 && version.isAtLeast(6, 1));
        if (!isRight) {
            String shape = version.isAtLeast(6, 19) ? "(struct io_tw_req, io_tw_token_t)" : version.isAtLeast(6, 3) ? "(struct io_uring_cmd *, unsigned int)" : "(struct io_uring_cmd *)";
            reports.add(Subjects.at(function, function.nameSpan(), INFO, INFO.severity(),
                    "the parameters of the callback `%s` are those of another kernel".formatted(function.name()),
                    "in this one, callbacks take `%s`".formatted(shape), ""));
        }
    }
}
