// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.mutation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import uringlint.samples.Sample;
import uringlint.syntax.SyntaxNode;
import uringlint.typestate.protocol.Role;

/// Breaks what drivers keep in the PDU.
final class PduMutator {
    private final Sample sample;
    private final Code code;
    private final List<Mutant> mutants = new ArrayList<>();

    private PduMutator(Sample sample, Code code) {
        this.sample = sample;
        this.code = code;
    }

    static List<Mutant> mutants(Sample sample, Code code, Map<String, Role.Kind> roles) {
        var mutator = new PduMutator(sample, code);
        Set<String> types = new LinkedHashSet<>();
        for (SyntaxNode function : code.functions()) {
            mutator.castByHand(function, types);
            if (roles.get(Code.name(function)) == Role.Kind.HANDLER) {
                mutator.breakHandler(function);
            }
        }
        types.forEach(mutator::widen);
        return mutator.mutants;
    }

    private void castByHand(SyntaxNode function, Set<String> types) {
        for (SyntaxNode call : Code.below(function, "call_expression")) {
            List<SyntaxNode> arguments = call.child("arguments").orElseThrow().namedChildren();
            if (call.child("function").orElseThrow().text().equals("io_uring_cmd_to_pdu") && arguments.size() == 2) {
                String type = call.text().replaceFirst("(?s)io_uring_cmd_to_pdu\\(.*, (.*)\\)", "$1");
                add(
                        Operator.RAW_CAST,
                        call,
                        code.with(
                                call,
                                "((" + type + " *)&" + arguments.getFirst().text() + "->pdu)"));
                types.add(type);
            }
        }
    }

    private void widen(String type) {
        for (SyntaxNode declaration : code.structures()) {
            if (("struct " + declaration.child("name").map(SyntaxNode::text).orElse("")).equals(type)) {
                SyntaxNode body = declaration.child("body").orElseThrow();
                SyntaxNode last = body.namedChildren().getLast();
                add(Operator.WIDE_PDU, declaration, code.with(last, last.text() + " u8 mutant_room[33];"));
            }
        }
    }

    private void breakHandler(SyntaxNode function) {
        boolean isQueued = function.text().contains("return -EIOCBQUEUED;");
        for (SyntaxNode statement : Code.below(function, "expression_statement")) {
            if (statement.text().matches("(?s)pdu->\\w+ = .*") && !Code.isUnder(statement, "IO_URING_F_CANCEL")) {
                breakWrite(function, statement, isQueued);
            }
            if (Code.callee(statement).equals("kfree")) {
                breakFree(function, statement);
            }
        }
    }

    private void breakWrite(SyntaxNode function, SyntaxNode statement, boolean isQueued) {
        String place = statement.text().substring(0, statement.text().indexOf(" = "));
        SyntaxNode assignment = statement.namedChildren().getFirst();
        boolean isReadLater = Code.below(function, "field_expression").stream()
                .anyMatch(field -> field.text().equals(place)
                        && field.span().start() > statement.span().end()
                        && !field.parent().orElseThrow().child("left").equals(java.util.Optional.of(field)));
        boolean isWrittenOnce = function.text().split(java.util.regex.Pattern.quote(place) + " = ", -1).length == 2;
        boolean isAtTop = statement.parent().equals(function.child("body"));
        if (isReadLater && isWrittenOnce && isAtTop) {
            add(Operator.DROP_FIRST_WRITE, statement, code.without(statement));
        }
        boolean isPointer = sample.text().contains("*" + place.substring("pdu->".length()) + ";");
        if (isPointer && isQueued && isAtTop) {
            add(
                    Operator.STACK_POINTER,
                    statement,
                    code.with(assignment.child("right").orElseThrow(), "(void *)&issue_flags"));
        }
    }

    private void breakFree(SyntaxNode function, SyntaxNode free) {
        String memory = Code.arguments(free).getFirst().text();
        boolean isKept = memory.startsWith("pdu->")
                || function.text().contains(" = " + memory + ";")
                        && function.text().matches("(?s).*pdu->\\w+ = " + memory + ";.*");
        if (!isKept) {
            return;
        }
        SyntaxNode parent = free.parent().orElseThrow();
        boolean isGuarded = parent.kind().equals("if_statement")
                && parent.child("condition").orElseThrow().text().contains("!= -EAGAIN");
        if (isGuarded) {
            add(Operator.FREE_BEFORE_RETRY, parent, code.with(parent, free.text()));
        }
        add(Operator.DROP_FREE, free, code.without(free));
    }

    private void add(Operator operator, SyntaxNode node, String text) {
        if (!Code.isConditional(node)) {
            mutants.add(new Mutant(sample, operator, code.line(node), text));
        }
    }
}
