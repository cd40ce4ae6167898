package uringlint.typestate;

import java.util.List;
import java.util.Optional;
import uringlint.ir.Type;

/// What an observation says beyond the object that it is about.
public sealed interface Detail {
    /// Nothing more.
    record None() implements Detail {}

    /// Memory of the object was looked at. `path` are the names of the fields from the object on, `base` is the type of
    /// what the last pointer on the way points to and `inner` the number of fields behind that pointer. `earlier` is where
    /// the path read the same memory before.
    record Read(Way way, List<String> path, Type base, int inner, Optional<uringlint.source.Location> earlier) implements Detail {
        public Read {
            path = List.copyOf(path);
        }

        /// The fields in the words of C: `sqe->cmd.len`.
        public String text() {
            return path.isEmpty() ? "" : path.getFirst() + (path.size() > 1 ? "->" + String.join(".", path.subList(1, path.size())) : "");
        }

        /// The fields behind the last pointer.
        public List<String> fields() {
            return path.subList(path.size() - inner, path.size());
        }
    }

    /// How memory is read.
    enum Way {
        /// By an expression, which a compiler may repeat or split.
        PLAIN,
        /// By an expression that is compared with 0 and goes nowhere.
        ZERO_TEST,
        /// By a volatile access.
        ONCE,
        /// As part of a copy of the whole.
        COPY
    }

    /// An argument that carries flags, or the callback that an object was handed to, with what is known of it.
    record Word(Value value, Facts facts) implements Detail {}

    /// What the driver's area of an object holds when an entry point ends, as fields: pointers to memory that was allocated on the path
    /// and that nobody else has, and pointers to memory that was freed.
    record Area(List<String> owned, List<String> freed) implements Detail {
        public Area {
            owned = List.copyOf(owned);
            freed = List.copyOf(freed);
        }
    }

    /// A way to sleep: `lock`, `wait`, `io`, `flush`, `alloc` or `user`; `lock` is the field or variable of the lock that is
    /// waited for, or empty.
    record Sleep(String how, String lock) implements Detail {}

    Detail NONE = new None();
}
