// SPDX-License-Identifier: Apache-2.0

package uringlint.lower;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;

/// Where the nodes that are being lowered come from: the file itself, or the body of a macro that was used in it.
///
/// @param macro the macro's name; empty for the file
/// @param bindings the macro's arguments
/// @param use where in the file the macro is used; everything that comes of the body has this span
/// @param outer the frame of the use
record Frame(String macro, Map<String, List<SyntaxNode>> bindings, Optional<Span> use, Optional<Frame> outer, int depth) {
    static Frame file() {
        return new Frame("", Map.of(), Optional.empty(), Optional.empty(), 0);
    }

    Frame expand(String name, Map<String, List<SyntaxNode>> arguments, Span span) {
        return new Frame(name, arguments, Optional.of(use.orElse(span)), Optional.of(this), depth + 1);
    }

    /// Whether this is the body of the macro, or lies in it.
    boolean isWithin(String name) {
        for (Optional<Frame> frame = Optional.of(this); frame.isPresent(); frame = frame.get().outer) {
            if (frame.get().macro.equals(name)) {
                return true;
            }
        }
        return false;
    }

    /// Where a node is written in the file: its own place, or that of the argument which a parameter of a macro stands for.
    Optional<Span> writtenSpan(SyntaxNode node) {
        if (use.isEmpty()) {
            return Optional.of(node.span());
        }
        List<SyntaxNode> bound = node.kind().equals("identifier") ? bindings.getOrDefault(node.text(), List.of()) : List.of();
        return bound.size() == 1 ? outer.flatMap(frame -> frame.writtenSpan(bound.getFirst())) : Optional.empty();
    }

    boolean binds(String name) {
        return !bindings.isEmpty() && bindings.containsKey(name);
    }
}
