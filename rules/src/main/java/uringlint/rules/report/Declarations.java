// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Pattern;
import uringlint.source.SourceFile;
import uringlint.source.Span;

/// Where a new local variable is declared: in kernel code that is the start of a block, and not between statements.
final class Declarations {
    private static final Pattern DECLARATION = Pattern.compile(
            "(?s)(?!(?:return|goto|else|case|typedef)\\b)(?:[A-Za-z_]\\w*\\s+)+\\**\\s*[A-Za-z_]\\w*\\s*(?:[=,\\[;].*)"
                    + "|(?s)(?!return\\b)(?:[A-Za-z_]\\w*\\s+)+\\*+\\s*(?:const\\s+)?[A-Za-z_]\\w*\\s*(?:[=,\\[;].*)");
    private static final Pattern LABEL = Pattern.compile("(?s)(?:case\\b|default\\s*:).*");

    private final SourceFile file;
    private final StatementScan scan;

    Declarations(SourceFile file, StatementScan scan) {
        this.file = file;
        this.scan = scan;
    }

    /// A line for a declaration: the offset of its start, its indentation, whether declarations stand before it, and whether nothing but
    /// blanks lies between it and the statement that it is for.
    record Place(int line, String indentation, boolean isBehindOthers, boolean isAtStatement) {}

    /// The place for a variable that the statement at `statement` is to use. Empty where the statement is a declaration itself, or
    /// where the block does not start on a line of its own.
    Optional<Place> before(int statement) {
        Deque<Integer> open = new ArrayDeque<>();
        scan.braces(statement, (offset, isOpening) -> {
            if (isOpening) {
                open.push(offset);
            } else if (!open.isEmpty()) {
                open.pop();
            }
        });
        while (!open.isEmpty()) {
            int block = open.pop() + 1;
            int first = scan.code(block);
            // The body of a `switch` has no place for declarations.
            if (!LABEL.matcher(text(first, scan.statementEnd(first))).matches()) {
                return place(block, statement);
            }
        }
        return Optional.empty();
    }

    private Optional<Place> place(int block, int statement) {
        int behind = block;
        int next = scan.code(block);
        while (next < statement && DECLARATION.matcher(text(next, scan.statementEnd(next))).matches()) {
            behind = scan.statementEnd(next);
            next = scan.code(behind);
        }
        boolean isDeclaration = next == statement && DECLARATION.matcher(text(next, scan.statementEnd(next))).matches();
        int line = file.lines().line(behind - 1) + 1;
        boolean isAlone = line <= file.lines().count() && text(behind, file.lines().span(line).start()).isBlank();
        if (isDeclaration || !isAlone) {
            return Optional.empty();
        }
        String model = file.text(file.lines().span(file.lines().line(behind == block ? next : behind - 1)));
        String indentation = model.substring(0, model.length() - model.stripLeading().length());
        return Optional.of(new Place(file.lines().span(line).start(), indentation, behind > block, next == statement));
    }

    private String text(int from, int to) {
        return file.text(new Span(from, Math.max(from, to)));
    }
}
