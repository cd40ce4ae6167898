// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.mutation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import uringlint.syntax.SyntaxNode;

/// Where functions read the SQE.
public final class SqeReads {
    private static final String PAYLOAD = "(?s)(\\([^()]*\\))?(io_uring_sqe(128)?_cmd\\(.*\\)|\\w+->sqe)";

    private SqeReads() {}

    /// The variables of a function that point to the SQE or into it, with the type that they point to.
    static Map<String, String> pointers(SyntaxNode function) {
        var pointers = new LinkedHashMap<String, String>();
        for (SyntaxNode declaration : Code.below(function, "declaration")) {
            for (SyntaxNode variable : Code.below(declaration, "init_declarator")) {
                String name = variable.child("declarator").orElseThrow().text();
                if (name.startsWith("*") && variable.child("value").orElseThrow().text().matches(PAYLOAD)) {
                    pointers.put(name.substring(1), declaration.child("type").orElseThrow().text());
                }
            }
        }
        return pointers;
    }

    /// The calls of `READ_ONCE()` that read the SQE.
    public static List<SyntaxNode> in(SyntaxNode function) {
        Map<String, String> pointers = pointers(function);
        return Code.below(function, "call_expression").stream()
                .filter(call -> call.child("function").orElseThrow().text().equals("READ_ONCE"))
                .filter(call -> place(call).startsWith("cmd->sqe->") || pointers.containsKey(place(call).replaceFirst("->.*", "")))
                .toList();
    }

    public static String place(SyntaxNode read) {
        return read.child("arguments").orElseThrow().namedChildren().getFirst().text();
    }
}
