// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.protocol;

import java.util.Map;
import java.util.Set;
import uringlint.callgraph.Member;

/// What a tracked object is, and what an entry point owes that gets one.
///
/// @param type the tag of the object's type
/// @param answers what entry points say by their results
/// @param entries how the code is entered, and how objects come along
/// @param parts what belongs to an object beside its own fields
/// @param words by which names code asks in which context it runs
public record Protocol(String type, Answers answers, Entries entries, Parts parts, Words words) {
    /// What an entry point says by its result about the object that it was called for.
    ///
    /// @param queued the result that says that it keeps the object; with any other one, the caller has it back
    /// @param again the result that asks for another call
    /// @param queuedVariants the variants that say that it keeps the object
    public record Answers(long queued, long again, Set<String> queuedVariants) {
        public Answers {
            queuedVariants = Set.copyOf(queuedVariants);
        }
    }

    /// How the code is entered. A member of `Member.ANY` is meant in whatever structure it is.
    ///
    /// @param tables the members of tables of operations
    /// @param callbacks the members of carriers that hold what runs when they end
    /// @param data the members by which an object goes along with what has it: with a carrier, or with the argument of a handler
    /// @param methods the methods, as `Trait::method`, that are entry points of whatever implements the trait
    /// @param results the types by whose return a function is known as a callback that is given to a function that is not known
    public record Entries(
            Map<Member, Role.Kind> tables,
            Map<Member, Role.Kind> callbacks,
            Set<Member> data,
            Map<String, Role.Kind> methods,
            Map<String, Role.Kind> results) {
        public Entries {
            tables = Map.copyOf(tables);
            callbacks = Map.copyOf(callbacks);
            data = Set.copyOf(data);
            methods = Map.copyOf(methods);
            results = Map.copyOf(results);
        }
    }

    /// What belongs to an object.
    ///
    /// @param area the member that is the driver's own, or empty
    /// @param shared the members that point to memory which others see too
    /// @param carriers the tags of structures that are passed by value and stand for an object
    public record Parts(String area, Set<String> shared, Set<String> carriers) {
        public Parts {
            shared = Set.copyOf(shared);
            carriers = Set.copyOf(carriers);
        }
    }

    /// By which names code asks in which context it runs.
    ///
    /// @param callFlags the flags that tell calls of an entry point apart
    /// @param flags the names of all flags that rules ask about
    /// @param bits which flag a bit of an entry point's flags is, for code that has its own names or none for them
    /// @param deathTests the names by which code looks whether the submitter is still there
    public record Words(CallFlags callFlags, Set<String> flags, Map<Integer, String> bits, Set<String> deathTests) {
        /// No flags, and no tests.
        public static final Words NONE = new Words(new CallFlags("", "", "", ""), Set.of(), Map.of(), Set.of());

        public Words {
            flags = Set.copyOf(flags);
            bits = Map.copyOf(bits);
            deathTests = Set.copyOf(deathTests);
        }
    }

    /// The flags that tell calls of an entry point apart: it runs without the core's lock, is asked to give an object back, must
    /// not wait; and the one of an object that was issued before.
    public record CallFlags(String unlocked, String cancel, String nonblock, String reissued) {}

    Protocol withQueuedVariants(Set<String> variants) {
        return new Protocol(type, new Answers(answers.queued, answers.again, variants), entries, parts, words);
    }
}
