// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.mutation;

import java.util.ArrayList;
import java.util.List;
import uringlint.samples.Sample;
import uringlint.syntax.SyntaxNode;

/// Takes out what a handler tests before it does something: what the ring and the command are like, and whether it may sleep.
final class CheckMutator {
    private static final String SLEEPING =
            "(?s).*\\b(mutex_lock|down_read|down_write|wait_event\\w*|wait_for_completion\\w*|flush_work|blkdev_issue_flush|vfs_fsync\\w*)\\(.*";

    private final Sample sample;
    private final Code code;
    private final List<Mutant> mutants = new ArrayList<>();

    private CheckMutator(Sample sample, Code code) {
        this.sample = sample;
        this.code = code;
    }

    static List<Mutant> mutants(Sample sample, Code code) {
        var mutator = new CheckMutator(sample, code);
        for (SyntaxNode function : code.functions()) {
            Code.below(function, "if_statement").forEach(test -> mutator.breakTest(function, test));
            // Another test of the flag may well be enough.
            if (mutator.isOnly("IORING_URING_CMD_FIXED") && sample.text().contains("io_uring_cmd_import_fixed")) {
                mutator.assume(Operator.DROP_FIXED_TEST, function, "IORING_URING_CMD_FIXED");
            }
            mutator.assume(Operator.DROP_MULTISHOT_TEST, function, "IORING_URING_CMD_MULTISHOT");
            Code.below(function, "identifier").stream()
                    .filter(name -> name.text().equals("BLK_MQ_REQ_NOWAIT"))
                    .forEach(name -> mutator.add(Operator.WAIT_FOR_REQUEST, name, code.with(name, "0")));
        }
        return mutator.mutants;
    }

    private void breakTest(SyntaxNode function, SyntaxNode test) {
        SyntaxNode condition = test.child("condition").orElseThrow();
        SyntaxNode consequence = test.child("consequence").orElseThrow();
        boolean hasWideCqe = sample.text().matches("(?s).*(io_uring_cmd_done32\\(|res2).*");
        weaken(Operator.DROP_SQE128_TEST, test, condition, "IO_URING_F_SQE128");
        if (hasWideCqe) {
            weaken(Operator.DROP_CQE32_TEST, test, condition, "IO_URING_F_CQE32");
        }
        for (SyntaxNode call : Code.below(condition, "call_expression")) {
            if (call.child("function").orElseThrow().text().equals("io_uring_mshot_cmd_post_cqe")) {
                add(Operator.IGNORE_POST, test, code.with(test, call.text() + ";"));
            }
        }
        boolean isRetry = condition.text().matches("\\(issue_flags & IO_URING_F_NONBLOCK\\)")
                && consequence.text().equals("return -EAGAIN;");
        if (isRetry && isOnly("IO_URING_F_NONBLOCK")) {
            add(Operator.AGAIN_ALWAYS, test, code.with(test, "return -EAGAIN;"));
            String rest = function.text().substring(function.text().indexOf(test.text()));
            if (rest.matches(SLEEPING)) {
                add(Operator.DROP_NONBLOCK_TEST, test, code.without(test));
            }
        }
    }

    /// A test of a flag that is dropped, or what is left of it where it tests another flag too.
    private void weaken(Operator operator, SyntaxNode test, SyntaxNode condition, String flag) {
        if (!condition.text().contains(flag)
                || !test.child("consequence").orElseThrow().text().matches("(?s).*return (-|false).*")) {
            return;
        }
        String rest = condition.text().replace(flag + " | ", "").replace(" | " + flag, "");
        if (rest.contains(flag)) {
            rest = condition
                    .text()
                    .replaceAll(
                            "!\\(issue_flags & " + flag + "\\) \\|\\| | \\|\\| !\\(issue_flags & " + flag + "\\)", "");
        }
        add(operator, test, rest.contains(flag) ? code.without(test) : code.with(condition, rest));
    }

    private void assume(Operator operator, SyntaxNode function, String flag) {
        for (SyntaxNode part : Code.below(function, "binary_expression")) {
            if (part.text().endsWith("->flags & " + flag)) {
                add(operator, part, code.with(part, "true"));
            }
        }
    }

    private boolean isOnly(String flag) {
        return sample.text().indexOf(flag) == sample.text().lastIndexOf(flag);
    }

    private void add(Operator operator, SyntaxNode node, String text) {
        if (!Code.isConditional(node)) {
            mutants.add(new Mutant(sample, operator, code.line(node), text));
        }
    }
}
