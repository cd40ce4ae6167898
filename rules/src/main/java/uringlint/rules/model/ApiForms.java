// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uringlint.version.KernelVersion;

/// The forms that functions of the API had: their arguments, and the releases of each. The page `docs/contract/api.md` is made of it.
public final class ApiForms {
    private ApiForms() {}

    /// A form of a function, with what its arguments are called.
    public record Form(String name, List<String> parameters, KernelVersion since, KernelVersion until) {
        public Form {
            parameters = List.copyOf(parameters);
        }

        /// How many arguments it takes.
        public int arguments() {
            return parameters.size();
        }

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

    /// A line for each form: the names of its arguments, and the releases that have it, stable ones included.
    private static final Map<String, List<Form>> FORMS = forms("""
        io_uring_cmd_done             ..6.2       cmd,ret,res2
        io_uring_cmd_done             6.1..6.17   cmd,ret,res2,issue_flags
        io_uring_cmd_done             6.18..      cmd,ret,issue_flags
        io_uring_cmd_done32           6.18..      cmd,ret,res2,issue_flags
        __io_uring_cmd_done           6.18..      cmd,ret,res2,issue_flags,is_cqe32
        io_uring_cmd_iopoll_done      6.10..6.17  cmd,ret,res2
        io_uring_cmd_complete_in_task ..          cmd,callback
        io_uring_cmd_do_in_task_lazy  6.5..       cmd,callback
        __io_uring_cmd_do_in_task     6.5..       cmd,callback,flags
        io_uring_cmd_from_tw          6.19..      tw_req
        io_uring_cmd_mark_cancelable  6.7..       cmd,issue_flags
        io_uring_cmd_issue_blocking   6.12..      cmd
        io_uring_cmd_to_pdu           6.12..      cmd,type
        io_uring_sqe_cmd              6.5..7.0    sqe
        io_uring_sqe_cmd              7.1..       sqe,type
        io_uring_sqe128_cmd           7.1..       sqe,type
        io_uring_cmd_get_task         6.7..       cmd
        io_uring_cmd_get_async_data   6.14..6.16  cmd
        io_uring_cmd_ctx_handle       6.16..      cmd
        cmd_to_io_kiocb               ..          cmd
        io_uring_cmd_import_fixed     6.1..6.14   ubuf,len,rw,iter,cmd
        io_uring_cmd_import_fixed     6.15..      ubuf,len,rw,iter,cmd,issue_flags
        io_uring_cmd_import_fixed_vec 6.15..      cmd,uvec,uvec_segs,ddir,iter,issue_flags
        io_buffer_register_bvec       6.15..7.2   cmd,rq,release,index,issue_flags
        io_buffer_register_bvec       7.3..       cmd,bvs,nr_bvecs,release,priv,dir,index,issue_flags
        io_buffer_unregister_bvec     6.15..7.2   cmd,index,issue_flags
        io_buffer_register_request    7.3..       cmd,rq,release,index,issue_flags
        io_buffer_unregister          7.3..       cmd,index,issue_flags
        io_uring_cmd_buffer_select    6.18..      cmd,buf_group,len,issue_flags
        io_uring_mshot_cmd_post_cqe   6.18..      cmd,sel,issue_flags
        io_uring_cmd_post_mshot_cqe32 6.17..      cmd,issue_flags,cqe
        io_cmd_poll_multishot         6.17..      cmd,issue_flags,mask
        """);

    private static Map<String, List<Form>> forms(String table) {
        var forms = new LinkedHashMap<String, List<Form>>();
        table.lines().forEach(line -> {
            String[] words = line.strip().split(" +");
            int dots = words[1].indexOf("..");
            KernelVersion since = KernelVersion.parse(words[1].substring(0, dots)).orElse(Releases.OLDEST);
            KernelVersion until = KernelVersion.parse(words[1].substring(dots + 2)).orElse(LAST);
            forms.computeIfAbsent(words[0], _ -> new ArrayList<>()).add(new Form(words[0], List.of(words[2].split(",")), since, until));
        });
        return forms;
    }

    /// The names of all functions.
    static List<String> functions() {
        return List.copyOf(FORMS.keySet());
    }

    /// The forms of a function, from the oldest on; none where it is not of the API.
    public static List<Form> of(String function) {
        return FORMS.getOrDefault(function, List.of());
    }

    /// The form of a function that takes this number of arguments.
    public static Optional<Form> with(String function, int arguments) {
        return of(function).stream().filter(form -> form.arguments() == arguments).findFirst();
    }

    /// Whether a release has a function with this number of arguments; so it is for what is not of the API.
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
