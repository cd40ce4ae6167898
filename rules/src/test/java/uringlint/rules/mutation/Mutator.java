// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.mutation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import uringlint.rules.Checked;
import uringlint.samples.Sample;
import uringlint.syntax.SyntaxNode;
import uringlint.typestate.protocol.ApiModel;
import uringlint.typestate.protocol.Role;
import uringlint.version.KernelVersion;

/// Breaks a right sample in every way that is known to make it wrong.
///
/// A mutant must be a defect by construction, so each operator asks for a shape that leaves no way out. What a completion or
/// a hand-off gives away, no other code of a right sample gives away on the same path.
final class Mutator {
    private static final String DONE = "(__)?io_uring_cmd_done(32)?";
    private static final String TASK_WORK =
            "io_uring_cmd_complete_in_task|io_uring_cmd_do_in_task_lazy|__io_uring_cmd_do_in_task";
    private static final String WORK = "schedule_work|queue_work|submit_bio|blk_execute_rq_nowait|call_rcu";
    private static final String PUBLISHING = "(?s).*(->|\\.)\\w*(cmd|waiting|active)\\w*(\\[[^]]*\\])? ="
            + " \\w*cmd;.*|.*(list_add|hlist_add|xa_insert|xa_store|schedule_|queue_work).*";

    private final Sample sample;
    private final ApiModel model;
    private final Code code;
    private final Map<String, Role.Kind> roles = new HashMap<>();
    private final Set<String> answersForHandler = new LinkedHashSet<>();
    private final Set<String> cancelOnly = new HashSet<>();
    private final List<Mutant> mutants = new ArrayList<>();

    private Mutator(Sample sample, Checked checked) {
        this.sample = sample;
        model = checked.program().model();
        code = new Code(sample.path(), sample.text());
        for (Role role : checked.program().roles()) {
            roles.putIfAbsent(role.function().name(), role.kind());
        }
        findHandlers();
        findCancelOnly();
    }

    /// All mutants of a sample that was checked and found right.
    static List<Mutant> mutants(Sample sample, Checked checked) {
        var mutator = new Mutator(sample, checked);
        mutator.code.functions().forEach(mutator::breakFunction);
        KernelVersion kernel = mutator.model.version();
        mutator.mutants.addAll(FlagMutator.mutants(sample, mutator.code, mutator.roles, kernel));
        mutator.mutants.addAll(SqeMutator.mutants(sample, mutator.code, mutator.roles, kernel));
        mutator.mutants.addAll(CheckMutator.mutants(sample, mutator.code));
        mutator.mutants.addAll(PduMutator.mutants(sample, mutator.code, mutator.roles));
        return List.copyOf(mutator.mutants);
    }

    /// The handlers, and the functions whose results they return as they are.
    private void findHandlers() {
        roles.forEach((name, kind) -> {
            if (kind == Role.Kind.HANDLER) {
                answersForHandler.add(name);
            }
        });
        boolean isNew = true;
        while (isNew) {
            isNew = false;
            for (SyntaxNode function : code.functions()) {
                if (answersForHandler.contains(Code.name(function))) {
                    for (SyntaxNode statement : Code.below(function, "return_statement")) {
                        isNew |= returnedCall(statement).map(answersForHandler::add).orElse(false);
                    }
                }
            }
        }
    }

    private static Optional<String> returnedCall(SyntaxNode statement) {
        return statement.namedChildren().stream().findFirst()
                .filter(value -> value.kind().equals("call_expression"))
                .flatMap(call -> call.child("function"))
                .map(SyntaxNode::text);
    }

    private void findCancelOnly() {
        Set<String> elsewhere = new HashSet<>();
        for (SyntaxNode function : code.functions()) {
            for (SyntaxNode call : Code.below(function, "call_expression")) {
                String name = call.child("function").orElseThrow().text();
                (Code.isUnder(call, "IO_URING_F_CANCEL") ? cancelOnly : elsewhere).add(name);
            }
        }
        cancelOnly.removeAll(elsewhere);
    }

    private void breakFunction(SyntaxNode function) {
        String name = Code.name(function);
        boolean answers = answersForHandler.contains(name) && !cancelOnly.contains(name);
        Role.Kind kind = roles.get(name);
        for (SyntaxNode completion : Code.calls(function, DONE)) {
            breakCompletion(function, completion);
        }
        boolean isCallback = kind == Role.Kind.WORKER
                || kind == Role.Kind.COMPLETION
                || kind == Role.Kind.INTERRUPT
                || kind == Role.Kind.TIMER;
        for (SyntaxNode handOff : Code.calls(function, TASK_WORK)) {
            boolean isNamed = Code.arguments(handOff).getFirst().kind().equals("identifier");
            boolean isLinked = function.text().matches(PUBLISHING);
            if (!isLinked && (isNamed || isCallback)) {
                add(Operator.DROP_HAND_OFF, handOff, code.without(handOff));
            }
            add(Operator.SECOND_HAND_OFF, handOff, code.around(handOff, "", handOff.text()));
            String command = Code.arguments(handOff).getFirst().text();
            add(
                    Operator.COMPLETE_AFTER_HAND_OFF,
                    handOff,
                    code.around(handOff, "", completion(command, "0", flags(function))));
            if (isCallback) {
                add(Operator.USE_AFTER_HAND_OFF, handOff, code.around(handOff, "", use(command)));
            }
        }
        if (answers) {
            breakHandler(function);
        }
        breakStores(function, answers);
    }

    private void breakCompletion(SyntaxNode function, SyntaxNode completion) {
        List<SyntaxNode> arguments = Code.arguments(completion);
        String command = arguments.getFirst().text();
        String result = arguments.get(1).text();
        boolean isNamed = arguments.getFirst().kind().equals("identifier")
                || arguments.getFirst().kind().equals("field_expression");
        add(Operator.DROP_COMPLETION, completion, code.without(completion));
        if (isNamed) {
            add(Operator.DUPLICATE_COMPLETION, completion, code.around(completion, "", completion.text()));
            add(Operator.USE_AFTER_COMPLETION, completion, code.around(completion, "", use(command)));
        }
        add(Operator.QUEUED_AS_RESULT, completion, code.with(arguments.get(1), "-EIOCBQUEUED"));
        if (result.matches("-E[A-Z]+")) {
            add(Operator.POSITIVE_RESULT, completion, code.with(arguments.get(1), result.substring(1)));
        }
        List<SyntaxNode> behind = Code.behind(completion);
        if (behind.isEmpty()) {
            return;
        }
        SyntaxNode next = behind.getFirst();
        if (next.kind().equals("return_statement")
                && next.namedChildren().isEmpty()
                && completesAtTheEnd(function, next)) {
            add(Operator.FALL_THROUGH, next, code.without(next));
        }
        boolean isMarked = sample.text().contains("io_uring_cmd_mark_cancelable(");
        if (isMarked
                && next.text().equals("return -EIOCBQUEUED;")
                && !Code.isUnder(completion, "IO_URING_F_CANCEL")
                && isAfterMark(function, completion)) {
            String text = code.with(next, "return " + result + ";");
            // The completion stands before the return, so the span of it is still right.
            add(
                    Operator.SYNC_RETURN_OF_MARKED,
                    completion,
                    text.replace(
                            completion.text()
                                    + text.substring(
                                            completion.span().end(), next.span().start()),
                            ""));
        }
    }

    /// Whether the block that ends a function completes or hands off without a condition, after a return that leaves it early.
    private static boolean completesAtTheEnd(SyntaxNode function, SyntaxNode early) {
        for (SyntaxNode statement : function.child("body").orElseThrow().namedChildren()) {
            if (statement.span().start() > early.span().end()
                    && Code.callee(statement).matches(DONE + "|" + TASK_WORK)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAfterMark(SyntaxNode function, SyntaxNode statement) {
        return Code.calls(function, "io_uring_cmd_mark_cancelable").stream()
                .anyMatch(mark -> mark.span().end() < statement.span().start()
                        && Code.behind(mark).stream()
                                .anyMatch(later ->
                                        later.span().start() <= statement.span().start()
                                                && statement.span().end()
                                                        <= later.span().end()));
    }

    private void breakHandler(SyntaxNode function) {
        boolean isTranslated = sample.text().matches("(?s).*[!=]= -E(IOCBQUEUED|AGAIN).*");
        String command = parameter(function, "struct io_uring_cmd *");
        for (SyntaxNode statement : Code.below(function, "return_statement")) {
            if (statement.namedChildren().isEmpty() || Code.isUnder(statement, "IO_URING_F_CANCEL") || isTranslated) {
                continue;
            }
            String value = statement.namedChildren().getFirst().text();
            if (value.equals("-EIOCBQUEUED")) {
                if (!isGivenToStrangers(function, command)) {
                    add(Operator.RESULT_FOR_QUEUED, statement, code.with(statement, "return 0;"));
                    add(Operator.AGAIN_FOR_QUEUED, statement, code.with(statement, "return -EAGAIN;"));
                }
            } else if (value.matches("-E[A-Z]+") && !value.equals("-EAGAIN")) {
                add(Operator.QUEUED_FOR_RESULT, statement, code.with(statement, "return -EIOCBQUEUED;"));
                add(Operator.POSITIVE_RETURN, statement, code.with(statement, "return " + value.substring(1) + ";"));
                if (!command.isEmpty()) {
                    add(
                            Operator.COMPLETE_AND_RETURN,
                            statement,
                            code.around(statement, completion(command, value, flags(function)), ""));
                }
            }
        }
        for (SyntaxNode test : Code.below(function, "if_statement")) {
            boolean isTest = test.child("condition").orElseThrow().text().contains("IO_URING_F_CANCEL")
                    && test.child("alternative").isEmpty();
            if (isTest && sample.text().contains("io_uring_cmd_mark_cancelable(")) {
                add(Operator.DROP_CANCEL_TEST, test, code.without(test));
            }
        }
        for (SyntaxNode mark : Code.calls(function, "io_uring_cmd_mark_cancelable")) {
            List<SyntaxNode> behind = Code.behind(mark);
            if (!behind.isEmpty() && behind.getLast().text().equals("return -EIOCBQUEUED;")
                    && behind.stream().anyMatch(statement -> statement.text().matches(PUBLISHING))) {
                add(Operator.MARK_LATE, mark, code.moved(mark, behind.getLast()));
            }
        }
        for (SyntaxNode work : Code.calls(function, WORK)) {
            String carrier = Code.arguments(work).stream()
                    .map(SyntaxNode::text)
                    .filter(text -> text.startsWith("&"))
                    .findFirst()
                    .orElse("");
            boolean isFresh = !carrier.isEmpty()
                    && function.text().matches("(?s).*\\b" + carrier.replaceAll("&(\\w+).*", "$1") + " = k\\w+alloc.*");
            List<SyntaxNode> behind = Code.behind(work);
            if (isFresh && !behind.isEmpty() && behind.getLast().text().equals("return -EIOCBQUEUED;")) {
                add(Operator.DROP_HAND_OFF, work, code.without(work));
                if (!command.isEmpty()) {
                    add(
                            Operator.COMPLETE_AFTER_HAND_OFF,
                            work,
                            code.around(work, "", completion(command, "0", flags(function))));
                }
            }
        }
    }

    private void breakStores(SyntaxNode function, boolean answers) {
        for (SyntaxNode statement : Code.below(function, "expression_statement")) {
            boolean isClearing = statement.text().matches("[\\w>.\\[\\]-]*(->|\\.|\\[)[\\w>.\\[\\]-]* = NULL;")
                    && clearsCommand(statement.text());
            boolean isUnlinking = Code.callee(statement).matches("h?list_del(_init)?");
            boolean isGivenBack = Code.below(function, "expression_statement").stream()
                    .anyMatch(other -> Code.callee(other).matches(DONE));
            if (isOneOfSeveral(function, statement)) {
                continue;
            }
            if (isClearing && (isGivenBack || function.text().contains("return cmd;"))
                    || isUnlinking && isGivenBack
                    || answers && isClearing) {
                add(Operator.SKIP_UNPUBLISH, statement, code.without(statement));
            }
        }
    }

    /// Whether the block says in another way too that the command is gone, or the whole carrier goes.
    private static boolean isOneOfSeveral(SyntaxNode function, SyntaxNode statement) {
        String others = statement.parent().orElseThrow().namedChildren().stream()
                .filter(other -> !other.equals(statement) && other.kind().equals("expression_statement"))
                .map(SyntaxNode::text)
                .collect(Collectors.joining("\n"));
        boolean isStated = others.matches("(?s).*((->|\\.)\\w+ ([&|]?=) |clear_bit|list_del).*");
        String base = statement.text().replaceAll("^(\\w+)->.*", "$1");
        return isStated || statement.text().contains(" = ") && function.text().contains("kfree(" + base + ")");
    }

    /// Whether the cleared place holds commands: it was declared to.
    private boolean clearsCommand(String statement) {
        String place = statement.substring(0, statement.indexOf(" = ")).replaceAll("\\[[^]]*]$", "");
        String field = place.replaceAll(".*(->|\\.)", "");
        return sample.text().matches("(?s).*struct io_uring_cmd \\*" + field + "[\\[;].*");
    }

    /// Whether a function that nobody knows gets the command, and may have refused it.
    private boolean isGivenToStrangers(SyntaxNode function, String command) {
        Set<String> own = code.functions().stream().map(Code::name).collect(Collectors.toSet());
        return Code.below(function, "call_expression").stream().anyMatch(call -> {
            String name = call.child("function").orElseThrow().text();
            boolean isGiven = call.child("arguments").orElseThrow().namedChildren().stream()
                    .anyMatch(argument -> argument.text().equals(command));
            return isGiven && !own.contains(name) && !model.knows(name);
        });
    }

    private static String parameter(SyntaxNode function, String type) {
        for (SyntaxNode parameter : Code.below(function.child("declarator").orElseThrow(), "parameter_declaration")) {
            if (parameter.text().startsWith(type)) {
                return parameter.text().substring(type.length());
            }
        }
        return "";
    }

    private static String flags(SyntaxNode function) {
        return parameter(function, "unsigned int ").isEmpty()
                ? "IO_URING_F_UNLOCKED"
                : parameter(function, "unsigned int ");
    }

    private static String use(String command) {
        return "pr_info(\"%u\\n\", " + command + "->cmd_op);";
    }

    /// A completion in the form that the kernel of the sample has.
    private String completion(String command, String result, String flags) {
        KernelVersion kernel = model.version();
        String rest = !kernel.isAtLeast(6, 3) ? "0" : kernel.isAtLeast(6, 18) ? flags : "0, " + flags;
        return "io_uring_cmd_done(" + command + ", " + result + ", " + rest + ");";
    }

    private void add(Operator operator, SyntaxNode node, String text) {
        if (Code.isConditional(node)) {
            return;
        }
        mutants.add(new Mutant(sample, operator, code.line(node), text));
    }
}
