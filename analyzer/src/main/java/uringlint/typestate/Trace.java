package uringlint.typestate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import uringlint.diagnostic.TraceStep;
import uringlint.source.Location;
import uringlint.source.SourceFile;
import uringlint.source.Span;

/// The steps of a path so far, the last one first. Traces are for people: two configurations that differ in them alone are equal.
public record Trace(Kind kind, SourceFile file, Span span, String message, String about, Trace previous, int length) {
    private static final int LONGEST = 400;

    /// The start of every path.
    static final Trace START = new Trace(Kind.BRANCH, new SourceFile("", new byte[0]), new Span(0, 0), "", "", null, 0);

    /// What a step tells.
    public enum Kind {
        /// A condition and the way that was taken.
        BRANCH,
        /// A call whose body is on the path.
        CALL,
        /// The end of such a call.
        LEAVE,
        /// A tracked object is met for the first time.
        MEET,
        /// Something happened to a tracked object.
        EFFECT
    }

    Trace then(Kind step, SourceFile where, Span at, String what) {
        return then(step, where, at, what, "");
    }

    Trace then(Kind step, SourceFile where, Span at, String what, String object) {
        return length >= LONGEST ? this : new Trace(step, where, at, what, object, this, length + 1);
    }

    /// Whether a branch was taken behind an earlier step of this path.
    boolean decidesSince(Trace earlier) {
        for (Trace step = this; step.length > earlier.length; step = step.previous) {
            if (step.kind == Kind.BRANCH) {
                return true;
            }
        }
        return false;
    }

    /// The call, in the innermost function that holds both the end of this path and the last effect on an object before it, by
    /// which the path went on to its end; empty if that is the function in which the path ends.
    Optional<Trace> anchor(String object) {
        Optional<Trace> anchor = Optional.empty();
        int depth = 0;
        for (Trace step = this; step.length > 0; step = step.previous) {
            switch (step.kind) {
                case LEAVE -> depth++;
                case CALL -> {
                    if (depth > 0) {
                        depth--;
                    } else {
                        anchor = Optional.of(step);
                    }
                }
                case EFFECT, MEET -> {
                    if (step.about.equals(object)) {
                        return anchor;
                    }
                }
                case BRANCH -> {}
            }
        }
        return Optional.empty();
    }

    /// Where the calls are that the path is in, from the outermost to the innermost.
    List<Location> openCalls() {
        var calls = new ArrayList<Location>();
        int closed = 0;
        for (Trace step = this; step.length > 0; step = step.previous) {
            if (step.kind == Kind.LEAVE) {
                closed++;
            } else if (step.kind == Kind.CALL && closed > 0) {
                closed--;
            } else if (step.kind == Kind.CALL) {
                calls.add(step.callSite());
            }
        }
        return calls.reversed();
    }

    /// Where a step is.
    Location callSite() {
        return new Location(file, span);
    }

    /// The steps in the order in which they happened: every effect, the calls that lead to one, and the branches between effects.
    public List<TraceStep> steps() {
        var all = new ArrayList<Trace>();
        for (Trace step = this; step.length > 0; step = step.previous) {
            all.add(step);
        }
        Collections.reverse(all);
        var kept = new ArrayList<TraceStep>();
        int firstEffect = -1;
        for (int index = 0; index < all.size() && firstEffect < 0; index++) {
            if (all.get(index).kind == Kind.EFFECT) {
                firstEffect = index;
            }
        }
        for (int index = 0; index < all.size(); index++) {
            Trace step = all.get(index);
            boolean keep = switch (step.kind) {
                case EFFECT -> true;
                case CALL -> leadsToEffect(all, index);
                case BRANCH -> isOpen(all, index) && (firstEffect < 0 || index > firstEffect || index + 4 > firstEffect);
                case LEAVE, MEET -> false;
            };
            if (keep) {
                String message = step.kind == Kind.BRANCH ? branch(step) : step.message;
                var located = new TraceStep(new Location(step.file, step.span), message);
                if (!kept.contains(located)) {
                    kept.add(located);
                }
            }
        }
        return kept;
    }

    /// A branch is told in the words of the construct: a `case` is taken, a pattern matches, what may fail early succeeds.
    private static String branch(Trace step) {
        boolean holds = step.message.equals("is true");
        String text = text(step);
        if (follows(step, "case")) {
            return "`case %s` %s".formatted(text, holds ? "is taken" : "is not taken");
        }
        if (follows(step, "let") || precedes(step, "=>")) {
            return "`%s` %s".formatted(text, holds ? "matches" : "does not match");
        }
        return text.endsWith("?") ? "`%s` %s".formatted(text, holds ? "succeeds" : "fails") : "`%s` %s".formatted(text, step.message);
    }

    /// Whether a word stands before a step, with blanks between.
    private static boolean follows(Trace step, String word) {
        byte[] bytes = step.file.bytes();
        int end = step.span.start();
        while (end > 0 && (bytes[end - 1] == ' ' || bytes[end - 1] == '\t')) {
            end--;
        }
        return end >= word.length() && new String(bytes, end - word.length(), word.length(), StandardCharsets.ISO_8859_1).equals(word);
    }

    private static boolean precedes(Trace step, String word) {
        byte[] bytes = step.file.bytes();
        int start = step.span.end();
        while (start < bytes.length && (bytes[start] == ' ' || bytes[start] == '\t')) {
            start++;
        }
        return start + word.length() <= bytes.length && new String(bytes, start, word.length(), StandardCharsets.ISO_8859_1).equals(word);
    }

    private static String text(Trace step) {
        String text = step.file.text(step.span).replaceAll("\\s+", " ").strip();
        return text.length() > 60 ? text.substring(0, 57) + "..." : text;
    }

    private static boolean leadsToEffect(List<Trace> all, int call) {
        int depth = 0;
        for (int index = call; index < all.size(); index++) {
            switch (all.get(index).kind) {
                case CALL -> depth++;
                case LEAVE -> depth--;
                case EFFECT -> {
                    return true;
                }
                case BRANCH, MEET -> {}
            }
            if (depth == 0) {
                return false;
            }
        }
        return true;
    }

    /// Whether the call that holds a branch either has not ended or holds an effect too.
    private static boolean isOpen(List<Trace> all, int branch) {
        int depth = 0;
        for (int index = branch; index >= 0; index--) {
            switch (all.get(index).kind) {
                case LEAVE -> depth++;
                case CALL -> {
                    if (depth == 0) {
                        return leadsToEffect(all, index);
                    }
                    depth--;
                }
                case BRANCH, EFFECT, MEET -> {}
            }
        }
        return true;
    }
}
