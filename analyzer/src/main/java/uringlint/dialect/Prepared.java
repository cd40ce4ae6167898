// SPDX-License-Identifier: Apache-2.0

package uringlint.dialect;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import uringlint.source.Problem;
import uringlint.source.SourceFile;
import uringlint.source.Span;

/// A file in the shape in which it is parsed: bytes of the same length with the same line breaks, and the facts about what was
/// overwritten, ordered by place.
public record Prepared(SourceFile original, byte[] bytes, List<DialectFact> facts, List<Problem> problems) {
    public Prepared {
        facts = List.copyOf(facts);
        problems = List.copyOf(problems);
    }

    /// Whether a bound was met, so that the file must not be parsed.
    public boolean isRefused() {
        return problems.stream().anyMatch(problem -> problem.kind() == Problem.Kind.BOUND);
    }

    /// The text that is parsed.
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// The first fact whose span starts at `offset`.
    public Optional<DialectFact> factAt(int offset) {
        int index = firstFrom(offset);
        return index < facts.size() && facts.get(index).span().start() == offset
                ? Optional.of(facts.get(index))
                : Optional.empty();
    }

    /// The fact of this kind whose span starts at `offset`.
    public Optional<DialectFact> factAt(int offset, DialectFact.Kind kind) {
        for (int index = firstFrom(offset); index < facts.size(); index++) {
            DialectFact fact = facts.get(index);
            if (fact.span().start() != offset) {
                break;
            }
            if (fact.kind() == kind) {
                return Optional.of(fact);
            }
        }
        return Optional.empty();
    }

    /// The facts whose spans start in `span`.
    public List<DialectFact> factsIn(Span span) {
        return facts.subList(firstFrom(span.start()), firstFrom(Math.max(span.end(), span.start())));
    }

    /// The facts in one line each, as `--dump` prints them below the text.
    public String describeFacts() {
        var text = new StringBuilder();
        for (DialectFact fact : facts) {
            text.append(original.lines().line(fact.span().start())).append(':')
                    .append(original.lines().column(fact.span().start())).append(' ')
                    .append(fact.kind()).append(' ')
                    .append(fact.name().replace("\n", " "));
            for (Span argument : fact.arguments()) {
                text.append(" [").append(original.text(argument).replace("\n", " ")).append(']');
            }
            text.append('\n');
        }
        return text.toString();
    }

    private int firstFrom(int offset) {
        int low = 0;
        int high = facts.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (facts.get(middle).span().start() < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
