// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uringlint.version.KernelVersion;

/// The forms that functions of the API had: their numbers of arguments, and the releases of each.
public final class ApiForms {
    private ApiForms() {}

    /// A form of a function.
    public record Form(String name, int arguments, KernelVersion since, KernelVersion until) {
        /// Whether a release has the form.
        public boolean holds(KernelVersion version) {
            return since.compareTo(version) <= 0 && version.compareTo(until) <= 0;
        }

        /// The releases that have it, in words.
        public String range() {
            return until.equals(LAST)
                    ? "from " + since + " on"
                    : since.equals(Releases.OLDEST) ? "up to " + until : "from " + since + " to " + until;
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
            KernelVersion since = KernelVersion.parse(words[2].substring(0, dots)).orElse(Releases.OLDEST);
            KernelVersion until = KernelVersion.parse(words[2].substring(dots + 2)).orElse(LAST);
            forms.computeIfAbsent(words[0], _ -> new ArrayList<>()).add(new Form(words[0], Integer.parseInt(words[1]), since, until));
        });
        return forms;
    }

    /// The forms of a function, from the oldest on; none where it is not of the API, or never changed.
    public static List<Form> of(String function) {
        return FORMS.getOrDefault(function, List.of());
    }

    /// The form of a function that takes this number of arguments.
    public static Optional<Form> with(String function, int arguments) {
        return of(function).stream().filter(form -> form.arguments() == arguments).findFirst();
    }

    /// Whether a release has a function with this number of arguments; so it is for what never changed.
    public static boolean fits(String function, int arguments, KernelVersion version) {
        List<Form> forms = of(function);
        return forms.isEmpty() || forms.stream().anyMatch(form -> form.arguments() == arguments && form.holds(version));
    }

    /// Whether callbacks for task work have this shape in a release: `(cmd)` up to 6.2, `(cmd, flags)` from 6.1.y to
    /// 6.18, `(request, token)` from 6.19 on.
    public static boolean isCallback(int parameters, boolean hasRequest, KernelVersion version) {
        return version.isAtLeast(6, 19) ? hasRequest
                : !hasRequest && (parameters == 1 ? !version.isAtLeast(6, 3) : parameters == 2 && version.isAtLeast(6, 1));
    }
}
