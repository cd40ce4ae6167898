// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.mutation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import uringlint.samples.Sample;
import uringlint.syntax.SyntaxNode;
import uringlint.typestate.protocol.Role;
import uringlint.version.KernelVersion;

/// Breaks what drivers do with the SQE.
final class SqeMutator {
    private static final String DONE = "io_uring_cmd_done(32)?";

    private final Sample sample;
    private final Code code;
    private final Map<String, Role.Kind> roles;
    private final KernelVersion kernel;
    private final List<Mutant> mutants = new ArrayList<>();

    private SqeMutator(Sample sample, Code code, Map<String, Role.Kind> roles, KernelVersion kernel) {
        this.sample = sample;
        this.code = code;
        this.roles = roles;
        this.kernel = kernel;
    }

    static List<Mutant> mutants(Sample sample, Code code, Map<String, Role.Kind> roles, KernelVersion kernel) {
        var mutator = new SqeMutator(sample, code, roles, kernel);
        Set<String> issued = mutator.issued();
        for (SyntaxNode function : code.functions()) {
            // From 6.14 to 6.16 every SQE is a copy. In 6.4 and older it is not the SQE that a command points to.
            if (kernel.isAtLeast(6, 5) && !kernel.isIn(6, 14, 6, 16)) {
                if (issued.contains(Code.name(function)) && !mutator.isIssuedFromWorker()) {
                    mutator.breakReads(function);
                }
                mutator.readLate(function);
            }
            if (kernel.isAtLeast(6, 5) && issued.contains(Code.name(function))) {
                mutator.readOpcode(function);
            }
        }
        return mutator.mutants;
    }

    /// Whether the handler goes on in io-wq only, where the SQE is a copy.
    private boolean isIssuedFromWorker() {
        return sample.text().matches("(?s).*IO_URING_F_(NONBLOCK|UNLOCKED).*") && !kernel.isIn(6, 10, 6, 13);
    }

    /// The handlers, and what they call directly or not.
    private Set<String> issued() {
        var issued = new LinkedHashSet<String>();
        roles.forEach((name, kind) -> {
            if (kind == Role.Kind.HANDLER) {
                issued.add(name);
            }
        });
        int known = 0;
        while (known < issued.size()) {
            known = issued.size();
            for (SyntaxNode function : code.functions()) {
                if (issued.contains(Code.name(function))) {
                    Code.below(function, "call_expression")
                            .forEach(call -> issued.add(
                                    call.child("function").orElseThrow().text()));
                }
            }
        }
        return issued;
    }

    private void breakReads(SyntaxNode function) {
        Map<String, String> pointers = SqeReads.pointers(function);
        for (SyntaxNode read : SqeReads.in(function)) {
            String place = SqeReads.place(read);
            boolean isTest = read.parent().orElseThrow().kind().matches("parenthesized_expression|unary_expression");
            if (!isTest) {
                add(Operator.PLAIN_READ, read, code.with(read, place));
            }
            holder(read).ifPresent(variable -> {
                List<SyntaxNode> uses = uses(function, read, variable);
                if (!uses.isEmpty()) {
                    add(Operator.SECOND_READ, uses.getFirst(), code.with(uses.getFirst(), read.text()));
                }
                if (uses.size() > 1) {
                    add(Operator.SECOND_READ, uses.getLast(), code.with(uses.getLast(), read.text()));
                }
            });
            String pointer = place.replaceFirst("->.*", "");
            if (pointers.containsKey(pointer)) {
                String target =
                        "((" + pointers.get(pointer) + " *)" + pointer + ")" + place.substring(pointer.length());
                afterDeclarations(function, read).ifPresent(statement ->
                        add(Operator.WRITE_SQE, statement, code.around(statement, target + " = 0;", "")));
            }
        }
        if (roles.get(Code.name(function)) == Role.Kind.HANDLER
                && sample.text().contains("io_uring_cmd_mark_cancelable(")) {
            Code.below(function, "if_statement").stream()
                    .filter(test -> test.child("condition").orElseThrow().text().contains("IO_URING_F_CANCEL"))
                    .findFirst()
                    .ifPresent(test -> add(
                            Operator.SQE_BEFORE_CANCEL,
                            test,
                            code.around(test, "pr_debug(\"%u\\n\", READ_ONCE(cmd->sqe->len));", "")));
        }
    }

    /// The variable that a read sets, and nothing else does.
    private static Optional<String> holder(SyntaxNode read) {
        SyntaxNode parent = read.parent().orElseThrow();
        return parent.kind().equals("init_declarator")
                ? parent.child("declarator").map(SyntaxNode::text).filter(name -> name.matches("\\w+"))
                : Optional.empty();
    }

    /// Where a variable is used behind its declaration.
    private static List<SyntaxNode> uses(SyntaxNode function, SyntaxNode read, String variable) {
        List<SyntaxNode> all = Code.below(function, "identifier").stream()
                .filter(name -> name.text().equals(variable) && name.span().start() > read.span().end())
                .toList();
        boolean isConstant = all.stream()
                .noneMatch(name -> name.parent()
                        .orElseThrow()
                        .kind()
                        .matches("assignment_expression|update_expression|pointer_expression"));
        return isConstant ? all : List.of();
    }

    /// The first statement of a function, if a read comes before it.
    private static Optional<SyntaxNode> afterDeclarations(SyntaxNode function, SyntaxNode read) {
        return function.child("body").orElseThrow().namedChildren().stream()
                .filter(statement -> !statement.kind().equals("declaration") && !statement.kind().equals("comment"))
                .findFirst()
                .filter(statement -> statement.span().start() > read.span().end());
    }

    /// Lets a callback take the result out of the SQE.
    private void readLate(SyntaxNode function) {
        Role.Kind kind = roles.get(Code.name(function));
        boolean isLate = kind == Role.Kind.TASK_WORK
                || kind == Role.Kind.WORKER
                || kind == Role.Kind.COMPLETION
                || kind == Role.Kind.INTERRUPT
                || kind == Role.Kind.TIMER;
        if (isLate && !sample.text().contains("IO_URING_F_UNLOCKED)")) {
            for (SyntaxNode completion : Code.calls(function, DONE)) {
                List<SyntaxNode> arguments = Code.arguments(completion);
                if (arguments.getFirst().kind().equals("identifier")) {
                    add(
                            Operator.LATE_READ,
                            completion,
                            code.with(
                                    arguments.get(1),
                                    "READ_ONCE(" + arguments.getFirst().text() + "->sqe->len)"));
                }
            }
        }
    }

    private void readOpcode(SyntaxNode function) {
        for (SyntaxNode field : Code.below(function, "field_expression")) {
            if (field.text().equals("cmd->cmd_op")) {
                add(Operator.SQE_OPCODE, field, code.with(field, "READ_ONCE(cmd->sqe->cmd_op)"));
            }
        }
    }

    private void add(Operator operator, SyntaxNode node, String text) {
        if (!Code.isConditional(node)) {
            mutants.add(new Mutant(sample, operator, code.line(node), text));
        }
    }
}
