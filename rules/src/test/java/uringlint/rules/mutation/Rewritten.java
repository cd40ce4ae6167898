// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.mutation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import uringlint.source.Span;

/// A changed text, and where in the text before each of its bytes comes from.
public final class Rewritten {
    private static final Span NOWHERE = new Span(0, 0);

    private final String text;
    private final List<Span> origins;

    private Rewritten(String text, List<Span> origins) {
        this.text = text;
        this.origins = origins;
    }

    public String text() {
        return text;
    }

    /// Where the first byte of a span comes from that was there before: the byte, or all that it takes the place of.
    /// Nothing if the whole span is new.
    public Optional<Span> origin(Span span) {
        return origins.subList(span.start(), span.end()).stream().filter(origin -> !origin.equals(NOWHERE)).findFirst();
    }

    /// This change and then another one.
    public Rewritten then(Rewritten later) {
        return new Rewritten(later.text, later.origins.stream().map(this::whole).toList());
    }

    private Span whole(Span span) {
        return origins.subList(span.start(), span.end()).stream()
                .filter(origin -> !origin.equals(NOWHERE))
                .reduce(Span::cover)
                .orElse(NOWHERE);
    }

    /// Writes a changed text.
    static final class Writer {
        private final String before;
        private final StringBuilder after = new StringBuilder();
        private final List<Span> origins = new ArrayList<>();

        Writer(String before) {
            this.before = before;
        }

        /// Writes a part of the text with changes, the outer ones first.
        void write(Span span, List<Code.Change> changes) {
            int at = span.start();
            for (Code.Change change : changes) {
                if (change.span().start() < at) {
                    // It lies in what another change has written, or thrown away.
                    continue;
                }
                keep(at, change.span().start());
                change.parts().forEach(part -> write(part, change, changes));
                at = change.span().end();
            }
            keep(at, span.end());
        }

        private void write(Code.Part part, Code.Change change, List<Code.Change> changes) {
            switch (part) {
                case Code.Part.Fresh(var text) -> {
                    boolean isInserted = change.span().length() == 0;
                    after.append(text);
                    origins.addAll(Collections.nCopies(text.length(), isInserted ? NOWHERE : change.span()));
                }
                case Code.Part.Kept(var kept) -> {
                    // What takes the place of exactly this, or stands in front of it, does so where it was, and not where it is put.
                    boolean isInPlace = kept.equals(change.span());
                    List<Code.Change> others = isInPlace ? changes.subList(changes.indexOf(change) + 1, changes.size()) : changes;
                    write(
                            kept,
                            others.stream()
                                    .filter(inner ->
                                            isIn(kept, inner.span()) && (isInPlace || !isAll(kept, inner.span())))
                                    .toList());
                }
            }
        }

        private static boolean isAll(Span kept, Span inner) {
            return kept.equals(inner) || inner.length() == 0 && kept.start() == inner.start();
        }

        private static boolean isIn(Span kept, Span inner) {
            return kept.contains(inner) && inner.start() < kept.end();
        }

        private void keep(int from, int to) {
            after.append(before, from, to);
            for (int at = from; at < to; at++) {
                origins.add(new Span(at, at + 1));
            }
        }

        Rewritten rewritten() {
            return new Rewritten(Code.utf8(after.toString()), List.copyOf(origins));
        }
    }
}
