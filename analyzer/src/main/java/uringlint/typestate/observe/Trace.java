// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.observe;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import uringlint.diagnostic.TraceStep;
import uringlint.source.Location;
import uringlint.source.SourceFile;
import uringlint.source.Span;
import uringlint.typestate.value.Symbol;

/// The steps of a path so far, the last one first. Traces are for people: two configurations that differ in them alone are equal.
public record Trace(Step step, SourceFile file, Span span, Trace previous, int length) {
    private static final int LONGEST = 400;

    /// The start of every path.
    // Nobody asks what comes before it, and an empty `Optional` would cost every other step an object.
    @SuppressWarnings("NullAway")
    public static final Trace START =
            new Trace(new Step.Leave(), new SourceFile("", new byte[0]), new Span(0, 0), null, 0);

    /// What a step tells.
    public sealed interface Step {
        /// A condition holds, or does not; `isPointer` says that it is a pointer, which is NULL or is not.
        record Branch(boolean holds, boolean isPointer) implements Step {}

        /// A function is called whose body is on the path.
        record Call(String function) implements Step {}

        /// The end of such a call.
        record Leave() implements Step {}

        /// A tracked object is met for the first time.
        record Meet(Symbol object) implements Step {}

        /// Something happened to a tracked object, which `words` say.
        record Effect(Symbol object, Event event, String words) implements Step {}
    }

    /// What can happen to a tracked object.
    public enum Event {
        /// It was completed.
        COMPLETED,
        /// It was handed to another context.
        HANDED_OFF,
        /// It was given back for another issue.
        GIVEN_BACK,
        /// It was marked as cancelable.
        MARKED,
        /// It was stored or linked where others find it.
        PUBLISHED,
        /// It was taken out of where it was found.
        TAKEN,
        /// It was taken out of where the path had stored it, or back from another context.
        TAKEN_BACK,
        /// A variable ended that had it.
        DROPPED,
        /// Code that is not known got it.
        ESCAPED
    }

    /// Something that happened to an object on the path.
    public record Happened(Symbol object, Event event, Location place) {}

    /// A call whose body the path is in.
    public record OpenCall(Location place, String function) {}

    public Trace then(Step next, SourceFile where, Span at) {
        return length >= LONGEST ? this : new Trace(next, where, at, this, length + 1);
    }

    /// Whether a branch was taken behind an earlier step of this path.
    boolean decidesSince(Trace earlier) {
        for (Trace step = this; step.length > earlier.length; step = step.previous) {
            if (step.step instanceof Step.Branch) {
                return true;
            }
        }
        return false;
    }

    /// The call, in the innermost function that holds both the end of this path and the last effect on an object before it, by
    /// which the path went on to its end; empty if that is the function in which the path ends.
    public Optional<Trace> anchor(Symbol object) {
        Optional<Trace> anchor = Optional.empty();
        int depth = 0;
        for (Trace step = this; step.length > 0; step = step.previous) {
            switch (step.step) {
                case Step.Leave _ -> depth++;
                case Step.Call _ -> {
                    if (depth > 0) {
                        depth--;
                    } else {
                        anchor = Optional.of(step);
                    }
                }
                case Step.Effect(var about, _, _) when about == object -> {
                    return anchor;
                }
                case Step.Meet(var about) when about == object -> {
                    return anchor;
                }
                case Step.Effect _, Step.Meet _, Step.Branch _ -> {}
            }
        }
        return Optional.empty();
    }

    /// The calls that the path is in, from the outermost to the innermost.
    public List<OpenCall> openCalls() {
        var calls = new ArrayList<OpenCall>();
        int closed = 0;
        for (Trace step = this; step.length > 0; step = step.previous) {
            switch (step.step) {
                case Step.Leave _ -> closed++;
                case Step.Call(var function) -> {
                    if (closed > 0) {
                        closed--;
                    } else {
                        calls.add(new OpenCall(step.place(), function));
                    }
                }
                case Step.Effect _, Step.Meet _, Step.Branch _ -> {}
            }
        }
        return calls.reversed();
    }

    /// The same path behind the ends of all calls that it is in: what follows runs in another context.
    public Trace closed() {
        Trace end = this;
        for (OpenCall _ : openCalls()) {
            end = end.then(new Step.Leave(), file, span);
        }
        return end;
    }

    /// How often the path entered a function.
    public int calls(String function) {
        int calls = 0;
        for (Trace step = this; step.length > 0; step = step.previous) {
            calls += step.step instanceof Step.Call(var called) && called.equals(function) ? 1 : 0;
        }
        return calls;
    }

    /// What happened to objects, in its order.
    public List<Happened> happened() {
        var all = new ArrayList<Happened>();
        for (Trace step = this; step.length > 0; step = step.previous) {
            if (step.step instanceof Step.Effect(var object, var event, _)) {
                all.add(new Happened(object, event, step.place()));
            }
        }
        return all.reversed();
    }

    /// Where a step is.
    Location place() {
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
            if (all.get(index).step instanceof Step.Effect) {
                firstEffect = index;
            }
        }
        for (int index = 0; index < all.size(); index++) {
            Trace step = all.get(index);
            boolean isNear = firstEffect < 0 || index > firstEffect || index + 4 > firstEffect;
            Optional<String> words = switch (step.step) {
                case Step.Effect(_, _, var told) -> Optional.of(told);
                case Step.Call(var function) ->
                    leadsToEffect(all, index) ? Optional.of("`%s` is called".formatted(function)) : Optional.empty();
                case Step.Branch(var holds, var isPointer) ->
                    isNear && isOpen(all, index) ? Optional.of(branch(step, holds, isPointer)) : Optional.empty();
                case Step.Leave _, Step.Meet _ -> Optional.empty();
            };
            if (words.isPresent()) {
                var located = new TraceStep(step.place(), words.get(), kind(step.step));
                if (!kept.contains(located)) {
                    kept.add(located);
                }
            }
        }
        return kept;
    }

    private static TraceStep.Kind kind(Step step) {
        return switch (step) {
            case Step.Branch _ -> TraceStep.Kind.BRANCH;
            case Step.Call _ -> TraceStep.Kind.CALL;
            case Step.Effect _, Step.Leave _, Step.Meet _ -> TraceStep.Kind.EVENT;
        };
    }

    /// A branch is told in the words of the construct: a `case` is taken, a pattern matches, what may fail early succeeds.
    private static String branch(Trace step, boolean holds, boolean isPointer) {
        String text = text(step);
        if (follows(step, "case")) {
            return "`case %s` %s".formatted(text, holds ? "is taken" : "is not taken");
        }
        if (follows(step, "let") || precedes(step, "=>")) {
            return "`%s` %s".formatted(text, holds ? "matches" : "does not match");
        }
        return text.endsWith("?")
                ? "`%s` %s".formatted(text, holds ? "succeeds" : "fails")
                : text.endsWith("...")
                        ? "`%s` is %s".formatted(text, holds ? "true" : "false")
                        : BranchWords.of(text, holds, isPointer ? "NULL" : "zero");
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
            switch (all.get(index).step) {
                case Step.Call _ -> depth++;
                case Step.Leave _ -> depth--;
                case Step.Effect _ -> {
                    return true;
                }
                case Step.Branch _, Step.Meet _ -> {}
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
            switch (all.get(index).step) {
                case Step.Leave _ -> depth++;
                case Step.Call _ -> {
                    if (depth == 0) {
                        return leadsToEffect(all, index);
                    }
                    depth--;
                }
                case Step.Branch _, Step.Effect _, Step.Meet _ -> {}
            }
        }
        return true;
    }
}
