// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.run;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Set;
import uringlint.ir.Function;

/// The functions whose bodies are being run, and what the code behind their open blocks can still name, by the numbers of `Mentions`.
final class CallStack {
    private final Deque<Function> functions = new ArrayDeque<>();
    private final Deque<BitSet> continuations = new ArrayDeque<>();

    void enter(Function function) {
        functions.push(function);
    }

    void leave() {
        functions.pop();
    }

    int depth() {
        return functions.size();
    }

    boolean isRunning(Function function) {
        return activations(function) > 0;
    }

    private int activations(Function function) {
        int activations = 0;
        for (Function active : functions) {
            activations += active == function ? 1 : 0;
        }
        return activations;
    }

    /// Begins a block of the innermost function, behind which `after` is named.
    void open(BitSet after) {
        BitSet continuation = (BitSet) after.clone();
        if (!continuations.isEmpty()) {
            continuation.or(continuations.peek());
        }
        continuations.push(continuation);
    }

    void close() {
        continuations.pop();
    }

    /// What the code after the call that runs now can still name.
    BitSet continuation() {
        return continuations.isEmpty() ? new BitSet() : (BitSet) continuations.peek().clone();
    }

    /// What the callers of a function, the innermost or one that is entered now, can still name. Not to be written to.
    BitSet outer(Function function) {
        int own = functions.peek() == function ? 1 : 0;
        int depth = 0;
        for (BitSet continuation : continuations) {
            if (depth++ == own) {
                return continuation;
            }
        }
        return new BitSet();
    }

    /// The name of the local variables of a function that is entered now.
    String frame(Function function) {
        return frame(function, activations(function));
    }

    /// The names of the local variables of all functions that run.
    Set<String> frames() {
        var frames = new HashSet<String>();
        var activations = new HashMap<Function, Integer>();
        for (Function active : functions) {
            frames.add(frame(active, activations.merge(active, 1, Integer::sum) - 1));
        }
        return frames;
    }

    private static String frame(Function function, int recursion) {
        return recursion == 0 ? function.name() : function.name() + "#" + recursion;
    }
}
