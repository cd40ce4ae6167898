// SPDX-License-Identifier: Apache-2.0

package uringlint.ir;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uringlint.source.Span;

/// Where the values of a function are written in its file. Expressions are compared by what they are, so their places are kept
/// beside them. What the body of a macro brings is not written in the file and has no entry; a macro's argument has one.
///
/// @param unchecked the blocks in which the compiler leaves it to the author what is sound
public record Spellings(
        List<Spelled> values, Map<Instruction.Call, List<Optional<Span>>> arguments, List<Made> made, List<Span> unchecked) {
    /// Of a function that was not lowered from source.
    public static final Spellings NONE = new Spellings(List.of(), Map.of());

    public Spellings {
        values = List.copyOf(values);
        made = List.copyOf(made);
        unchecked = List.copyOf(unchecked);
        // Calls are found by themselves: to hash what is in them takes longer than to lower them.
        var same = new IdentityHashMap<Instruction.Call, List<Optional<Span>>>();
        same.putAll(arguments);
        arguments = Collections.unmodifiableMap(same);
    }

    /// Of a function in which no value is made one of another type.
    public Spellings(List<Spelled> values, Map<Instruction.Call, List<Optional<Span>>> arguments) {
        this(values, arguments, List.of(), List.of());
    }

    /// A value that is made one of a type which is not in the IR: there it stays the value that it was.
    public record Made(String type, Expr value, Span span) {}

    /// A value and where it is written: all of an expression, without parentheses around it.
    public record Spelled(Expr value, Span span) {}

    /// Where an argument of a call is written, counted from 0.
    public Optional<Span> argument(Instruction.Call call, int index) {
        List<Optional<Span>> spans = arguments.getOrDefault(call, List.of());
        return index >= 0 && index < spans.size() ? spans.get(index) : Optional.empty();
    }

    /// Where a value is written within a span, such as that of an instruction, from the first place to the last one.
    public List<Span> of(Expr value, Span within) {
        var spans = new ArrayList<Span>();
        for (Spelled spelled : values) {
            if (within.contains(spelled.span) && spelled.value.equals(value)) {
                spans.add(spelled.span);
            }
        }
        return spans.stream().distinct().sorted().toList();
    }
}
