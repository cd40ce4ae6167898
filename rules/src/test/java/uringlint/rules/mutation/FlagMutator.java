// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.mutation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uringlint.samples.Sample;
import uringlint.syntax.SyntaxNode;
import uringlint.typestate.protocol.Role;
import uringlint.version.KernelVersion;

/// Breaks the flags of completions, and the contexts in which they are made, in functions of which the context is certain.
final class FlagMutator {
    private static final String DONE = "io_uring_cmd_done(32)?";
    private static final String MARK = "io_uring_cmd_mark_cancelable";
    private static final String TASK_WORK = "io_uring_cmd_complete_in_task|io_uring_cmd_do_in_task_lazy";
    private static final String UNLOCKED = "IO_URING_F_UNLOCKED";
    private static final String TASK_WORK_FLAGS = "IO_URING_CMD_TASK_WORK_ISSUE_FLAGS";

    private final Sample sample;
    private final Code code;
    private final Map<String, Role.Kind> roles;
    private final KernelVersion kernel;
    private final List<Mutant> mutants = new ArrayList<>();

    private FlagMutator(Sample sample, Code code, Map<String, Role.Kind> roles, KernelVersion kernel) {
        this.sample = sample;
        this.code = code;
        this.roles = roles;
        this.kernel = kernel;
    }

    static List<Mutant> mutants(Sample sample, Code code, Map<String, Role.Kind> roles, KernelVersion kernel) {
        var mutator = new FlagMutator(sample, code, roles, kernel);
        if (kernel.isAtLeast(6, 4)) {
            code.functions().forEach(mutator::breakFunction);
        }
        return mutator.mutants;
    }

    private void breakFunction(SyntaxNode function) {
        Role.Kind kind = roles.get(Code.name(function));
        if (kind == null) {
            return;
        }
        for (SyntaxNode call : Code.calls(function, DONE + "|" + MARK)) {
            flags(call).ifPresent(flags -> {
                switch (kind) {
                    case HANDLER -> breakHandler(function, call, flags);
                    case TASK_WORK -> breakCallback(function, call, flags);
                    case WORKER -> breakWorker(call, flags);
                    case COMPLETION, INTERRUPT, TIMER, POLL, RELEASE, REMOVAL, PLAIN -> {}
                }
            });
            boolean isContextKnown = kind == Role.Kind.HANDLER || kind == Role.Kind.WORKER;
            if (isContextKnown && Code.callee(call).matches(DONE)) {
                String locked = code.around(call, "spin_lock(&mutant_lock);", "spin_unlock(&mutant_lock);");
                add(Operator.COMPLETE_UNDER_SPINLOCK, call, "static spinlock_t mutant_lock; " + locked);
            }
        }
        if (kind == Role.Kind.COMPLETION || kind == Role.Kind.INTERRUPT || kind == Role.Kind.TIMER) {
            for (SyntaxNode handOff : Code.calls(function, TASK_WORK)) {
                String command = Code.arguments(handOff).getFirst().text();
                String rest = kernel.isAtLeast(6, 18) ? UNLOCKED : "0, " + UNLOCKED;
                add(
                        Operator.COMPLETE_IN_INTERRUPT,
                        handOff,
                        code.with(handOff, "io_uring_cmd_done(" + command + ", 0, " + rest + ");"));
            }
        }
    }

    private void breakHandler(SyntaxNode function, SyntaxNode call, SyntaxNode flags) {
        if (!flags.text().equals("issue_flags") || Code.isUnder(call, UNLOCKED)) {
            return;
        }
        add(Operator.ZERO_FLAGS, call, code.with(flags, "0"));
        // What the handler found may be of another ring, whose lock it does not hold.
        if (function.child("declarator")
                .orElseThrow()
                .text()
                .matches("(?s).*\\*" + Code.arguments(call).getFirst().text() + "\\b.*")) {
            add(Operator.UNLOCKED_FLAGS, call, code.with(flags, UNLOCKED));
        }
        if (kernel.isAtLeast(6, 10)) {
            add(Operator.DEFERRED_AND_UNLOCKED, call, code.with(flags, "issue_flags | " + UNLOCKED));
        }
    }

    private void breakCallback(SyntaxNode function, SyntaxNode call, SyntaxNode flags) {
        boolean isOwn = flags.text().equals("issue_flags")
                && function.child("declarator").orElseThrow().text().contains("unsigned int issue_flags");
        if (!isOwn && !flags.text().equals(TASK_WORK_FLAGS)) {
            return;
        }
        add(Operator.ZERO_FLAGS, call, code.with(flags, "0"));
        String command = Code.arguments(call).getFirst().text();
        boolean isGiven = command.matches("io_uring_cmd_from_tw\\(.*")
                || function.text().matches("(?s).*\\*" + command + "( = io_uring_cmd_from_tw|, unsigned int).*");
        if (isGiven) {
            add(Operator.UNLOCKED_FLAGS, call, code.with(flags, UNLOCKED));
        }
        if (kernel.isAtLeast(6, 10)) {
            add(Operator.DEFERRED_AND_UNLOCKED, call, code.with(flags, flags.text() + " | " + UNLOCKED));
        }
        save(call, flags);
    }

    private void breakWorker(SyntaxNode call, SyntaxNode flags) {
        if (!flags.text().equals(UNLOCKED)) {
            return;
        }
        add(Operator.ZERO_FLAGS, call, code.with(flags, "0"));
        add(
                Operator.DEFERRED_IN_WORKER,
                call,
                code.with(flags, kernel.isAtLeast(6, 19) ? TASK_WORK_FLAGS : "IO_URING_F_COMPLETE_DEFER"));
        if (kernel.isAtLeast(6, 10)) {
            add(Operator.DEFERRED_AND_UNLOCKED, call, code.with(flags, UNLOCKED + " | IO_URING_F_COMPLETE_DEFER"));
        }
        save(call, flags);
    }

    /// Lets the first handler keep its flags in a variable of the file, and the call pass that.
    private void save(SyntaxNode call, SyntaxNode flags) {
        for (SyntaxNode function : code.functions()) {
            String head = function.child("declarator").orElseThrow().text();
            if (roles.get(Code.name(function)) == Role.Kind.HANDLER && head.contains("unsigned int issue_flags")) {
                String text = code.with(flags, "mutant_flags");
                int body = text.indexOf('{', text.indexOf(head));
                add(
                        Operator.SAVED_FLAGS,
                        call,
                        "static unsigned int mutant_flags; " + text.substring(0, body + 1)
                                + " mutant_flags = issue_flags;" + text.substring(body + 1));
                return;
            }
        }
    }

    /// The argument with the flags.
    private Optional<SyntaxNode> flags(SyntaxNode call) {
        List<SyntaxNode> arguments = Code.arguments(call);
        int at = Code.callee(call).matches(MARK) ? 1 : arguments.size() - 1;
        boolean hasFlags = Code.callee(call).matches(MARK) || arguments.size() == 4 || kernel.isAtLeast(6, 18);
        return hasFlags && at < arguments.size() ? Optional.of(arguments.get(at)) : Optional.empty();
    }

    private void add(Operator operator, SyntaxNode node, String text) {
        if (!Code.isConditional(node)) {
            mutants.add(new Mutant(sample, operator, code.line(node), text));
        }
    }
}
