// SPDX-License-Identifier: Apache-2.0

package uringlint.dialect;

import java.util.Comparator;
import java.util.List;
import uringlint.source.Span;

/// Something that the dialect pass overwrote and that has a meaning: what it was, its name and place, and its arguments. All
/// spans are of the original text.
public record DialectFact(Kind kind, String name, Span span, List<Span> arguments) {
    /// The order in which a file's facts are kept.
    static final Comparator<DialectFact> ORDER = Comparator.comparing(DialectFact::span).thenComparing(DialectFact::kind);

    public DialectFact {
        arguments = List.copyOf(arguments);
    }

    /// What was overwritten.
    public enum Kind {
        /// An attribute such as `__user` or `__must_check`, blanked; with arguments, `__counted_by(n)`, the span covers them too.
        ATTRIBUTE,
        /// `__free(f)` or `__cleanup(f)`, blanked; the argument is `f`.
        CLEANUP,
        /// A macro that heads a statement, now `while (…)` or, where the name is too short, `if (…)`; the span is that of the name.
        ITERATOR,
        /// A type, or an operator, that is an argument of a call, now one identifier; the name is the original text.
        TYPE_ARGUMENT,
        /// The first part of a word that goes on behind the end of a line, for which it stands; the name is the whole word.
        SPLICE,
        /// The dots of `case A ... B:`, now `|`.
        CASE_RANGE,
        /// A macro call outside of all functions, blanked or made the head of a function.
        FILE_MACRO,
        /// A macro call in a function, a structure, an enumeration or an initializer that was blanked or turned into what it declares.
        MACRO,
        /// The arm of a conditional that was blanked; the name is its directive.
        CONDITIONAL_ARM,
        /// The arm of a conditional that stays after its directives were blanked; the name is its directive.
        CONDITIONAL_KEPT
    }
}
