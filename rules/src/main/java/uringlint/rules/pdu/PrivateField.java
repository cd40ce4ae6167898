// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.pdu;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.Subjects;
import uringlint.rules.report.Verdict;

/// Reports a driver that uses members of a command which are the core's.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// - A store to `cmd->flags`, `cmd->cmd_op`, `cmd->file` or `cmd->sqe`.
/// - Any use of `task_work_cb`, `unused`, and from 6.8 on `cookie`.
/// - A look into the `struct io_kiocb` that `cmd_to_io_kiocb()` gives.
///
/// # Why it matters
/// The core keeps state in `flags` whose bits move between releases: the mark of a cancelable command is one of them. `task_work_cb` is the
/// pending hand-off; it went away in 6.19, and the eight bytes of `unused` behind the PDU are free for the core to use. The layout of
/// `struct io_kiocb` changes with every release.
///
/// # Wrong
/// `samples/private-field/own-flag-bit.c`
///
/// # Right
/// `samples/private-field/flags-are-read.c`
///
/// # Limits
/// Reads of `flags`, `cmd_op`, `file` and `sqe` are what drivers are meant to do. Up to 6.7 `cookie` was for drivers that poll, and is not
/// reported. A pointer to the request that is only passed on is not reported either.
///
/// # References
/// - `struct io_uring_cmd` in `include/linux/io_uring/cmd.h`.
/// - Commit 8fadb86d4ced (6.8) removed the cookie, commit 528ce6781726 (6.7) gave the core bits of `flags`.
public final class PrivateField implements Rule {
    private static final RuleInfo INFO =
            new RuleInfo("private-field", Severity.WARNING, "a member of the command that is the core's is used");
    private static final String PDU = "keep the driver's state in the PDU";
    private static final Set<String> HIDDEN = Set.of("task_work_cb", "unused", "cookie");
    private static final Set<String> HIDDEN_BEFORE_6_8 = Set.of("task_work_cb", "unused");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        Set<String> hidden = program.model().version().isAtLeast(6, 8) ? HIDDEN : HIDDEN_BEFORE_6_8;
        return Subjects.functions(program).stream()
                .flatMap(function -> MemberSearch.uses(function, program).stream().flatMap(use -> verdict(use, hidden).stream()
                        .map(verdict -> verdict.at(function, use.span()))))
                .toList();
    }

    private static Optional<Verdict> verdict(MemberUse use, Set<String> hidden) {
        if (use.isForbiddenStore()) {
            return Optional.of(verdict("`%s` is for the driver to read, and is written here".formatted(use.member()), PDU));
        }
        if (hidden.contains(use.member())) {
            return Optional.of(verdict("`%s` is a member of the command that is the core's".formatted(use.member()), PDU));
        }
        return use.isInRequest()
                ? Optional.of(verdict("the request of the core behind the command is looked into",
                        "use the functions of `linux/io_uring/cmd.h`"))
                : Optional.empty();
    }

    private static Verdict verdict(String message, String help) {
        return Verdict.of(INFO, message, "what lies there belongs to the core, and changes between releases", help);
    }
}
