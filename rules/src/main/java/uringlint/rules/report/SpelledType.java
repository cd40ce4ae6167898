// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A type as a signature spells it, taken apart. Types of wrappers are erased in the IR; what owns a command and what only
/// borrows it is told here alone.
///
///     Pin<&mut Handle>        Path([Pin], [Reference(mut, Path([Handle]))])
///     (Action, *mut c_void)   Group([Path([Action]), Pointer(mut, Path([c_void]))])
public sealed interface SpelledType {
    /// The types of what may not be there.
    Set<String> FALLIBLE = Set.of("Result", "Option");

    /// `&target` or `&mut target`
    record Reference(boolean isMutable, SpelledType target) implements SpelledType {}

    /// `*const target` or `*mut target`
    record Pointer(boolean isMutable, SpelledType target) implements SpelledType {}

    /// `module::Name<arguments>`
    record Path(List<String> names, List<SpelledType> arguments) implements SpelledType {
        public Path {
            names = List.copyOf(names);
            arguments = List.copyOf(arguments);
        }

        String last() {
            return names.getLast();
        }
    }

    /// A tuple, an array or a slice, or whatever else holds others; `()` holds none.
    record Group(List<SpelledType> parts) implements SpelledType {
        public Group {
            parts = List.copyOf(parts);
        }
    }

    /// The type that a text spells.
    static SpelledType of(String text) {
        return new Reader(text).type();
    }

    /// Whether this is a reference, shared or exclusive.
    default boolean isReference() {
        return this instanceof Reference;
    }

    /// Whether this is a raw pointer as the language or its library has them.
    default boolean isRaw() {
        return this instanceof Pointer || has(part -> part instanceof Path path && path.last().equals("NonNull"));
    }

    /// Whether this is a raw pointer of the language.
    default boolean isPointer() {
        return this instanceof Pointer;
    }

    /// Whether this is a raw pointer by which the type of this name can be changed.
    default boolean isPointerTo(String name) {
        return this instanceof Pointer(var isMutable, var target) && isMutable && target.isNamed(name);
    }

    /// Whether what this leads to can only be read by it.
    default boolean isReadOnly() {
        return switch (this) {
            case Reference reference -> !reference.has(part -> switch (part) {
                case Reference(var isExclusive, _) -> isExclusive;
                case Pointer(var isWritable, _) -> isWritable;
                case Path _, Group _ -> false;
            });
            case Pointer(var isMutable, _) -> !isMutable;
            case Path _, Group _ -> false;
        };
    }

    /// Whether this is the type of this name, in whatever module.
    default boolean isNamed(String name) {
        return this instanceof Path(var names, _) && names.getLast().equals(name);
    }

    /// Whether this is a reference, pinned or not, to the type of this name.
    default boolean isReferenceTo(String name) {
        return switch (this) {
            case Reference(_, var target) -> target.isNamed(name);
            case Path path -> path.last().equals("Pin") && path.arguments().size() == 1 && path.arguments().getFirst().isReferenceTo(name);
            case Pointer _, Group _ -> false;
        };
    }

    /// Whether this is the type of this name, or what is one if nothing failed.
    default boolean gives(String name) {
        boolean mayFail = this instanceof Path path && FALLIBLE.contains(path.last()) && !path.arguments().isEmpty();
        return isNamed(name) || mayFail && ((Path) this).arguments().getFirst().isNamed(name);
    }

    /// Whether this is a number of one of these names, in whatever module.
    default boolean isOneOf(Set<String> names) {
        return this instanceof Path path && path.arguments().isEmpty() && names.contains(path.last());
    }

    /// Whether a part of this is a reference.
    default boolean borrows() {
        return has(SpelledType::isReference);
    }

    /// Whether a part of this is an exclusive reference.
    default boolean borrowsExclusively() {
        return has(part -> part instanceof Reference(var isMutable, _) && isMutable);
    }

    /// Whether a part of this is a reference to a type parameter, by its usual name.
    default boolean borrowsParameter() {
        return has(part -> part instanceof Reference(_, Path(var names, _)) && names.size() == 1
                && Reader.PARAMETER.matcher(names.getFirst()).matches());
    }

    /// Whether a part of this is a wrapper of this name around a reference.
    default boolean isAround(String wrapper) {
        return has(part -> part.isNamed(wrapper) && part instanceof Path(_, var arguments)
                && arguments.stream().anyMatch(SpelledType::isReference));
    }

    /// Whether this names something, anywhere.
    default boolean mentions(String name) {
        return has(part -> part instanceof Path(var names, _) && names.contains(name));
    }

    /// Whether this holds the type of a name itself, and no reference or pointer to it only.
    default boolean holds(String name) {
        return switch (this) {
            case Reference _, Pointer _ -> false;
            case Path(var names, var arguments) -> names.contains(name) || arguments.stream().anyMatch(argument -> argument.holds(name));
            case Group(var parts) -> parts.stream().anyMatch(part -> part.holds(name));
        };
    }

    /// Whether this or a part of it is so.
    default boolean has(Predicate<SpelledType> test) {
        return test.test(this) || parts().anyMatch(part -> part.has(test));
    }

    private Stream<SpelledType> parts() {
        return switch (this) {
            case Reference(_, var target) -> Stream.of(target);
            case Pointer(_, var target) -> Stream.of(target);
            case Path(_, var arguments) -> arguments.stream();
            case Group(var parts) -> parts.stream();
        };
    }

    /// Reads a text word by word. What it does not know it passes over: signatures are no place to fail.
    final class Reader {
        /// How deep types are taken apart; what lies deeper holds nothing.
        private static final int DEPTH = 64;
        private static final Pattern PARAMETER = Pattern.compile("[A-Z][A-Z0-9]?");
        private static final Pattern WORD = Pattern.compile("'\\w+|\\w+|::|->|\\S");
        private static final Set<String> IGNORED = Set.of("dyn", "impl", "unsafe", "extern", "const", "mut");

        private final List<String> words;
        private int at;
        private int depth;

        private Reader(String text) {
            words = WORD.matcher(text).results().map(MatchResult::group).filter(word -> word.charAt(0) != '\'').toList();
        }

        private boolean next(String word) {
            boolean isNext = at < words.size() && words.get(at).equals(word);
            at += isNext ? 1 : 0;
            return isNext;
        }

        private SpelledType type() {
            if (++depth > DEPTH) {
                at = words.size();
            }
            SpelledType type = nested();
            depth--;
            return type;
        }

        private SpelledType nested() {
            if (next("&")) {
                return new Reference(next("mut"), type());
            }
            if (next("*")) {
                boolean isMutable = next("mut");
                return new Pointer(isMutable, type());
            }
            if (next("(")) {
                return new Group(parts(")"));
            }
            if (next("[")) {
                return new Group(parts("]"));
            }
            if (next("<")) {
                return new Group(parts(">"));
            }
            if (at >= words.size()) {
                return new Group(List.of());
            }
            String word = words.get(at++);
            if (IGNORED.contains(word)) {
                return type();
            }
            return Character.isJavaIdentifierStart(word.charAt(0)) ? path(word) : new Group(List.of());
        }

        private SpelledType path(String first) {
            var names = new ArrayList<>(List.of(first));
            var arguments = new ArrayList<SpelledType>();
            while (at < words.size()) {
                if (next("<")) {
                    arguments.addAll(parts(">"));
                } else if (next("(")) {
                    arguments.addAll(parts(")"));
                } else if (next("->")) {
                    arguments.add(type());
                } else if (next("::")) {
                    if (at < words.size() && Character.isJavaIdentifierStart(words.get(at).charAt(0))) {
                        names.add(words.get(at++));
                    }
                } else {
                    break;
                }
            }
            return new Path(names, arguments);
        }

        private List<SpelledType> parts(String end) {
            var parts = new ArrayList<SpelledType>();
            while (at < words.size() && !next(end)) {
                if (!next(",") && !next(";") && !next("=") && !next("+")) {
                    parts.add(type());
                }
            }
            return parts;
        }
    }
}
