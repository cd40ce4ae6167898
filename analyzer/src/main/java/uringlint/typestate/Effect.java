package uringlint.typestate;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a function of the API does, in words that hold for any tracked object. Arguments are numbered from 0.
public sealed interface Effect {
    /// What a function with this effect waits for, whatever its arguments are. Memory and pages of users are always there soon.
    default Optional<Waiting> waits() {
        return switch (this) {
            case Sleep(var waiting, var argument, _) when argument < 0 && waiting != Waiting.USER && waiting != Waiting.MEMORY -> Optional.of(waiting);
            case Lock(_, var kind) when kind == HeldLock.Kind.MUTEX -> Optional.of(Waiting.LOCK);
            case LockIf(_, var kind, var taken) when kind == HeldLock.Kind.MUTEX && taken == 0 -> Optional.of(Waiting.LOCK);
            default -> Optional.empty();
        };
    }

    /// Completes the object that argument `object` points to; `result`, `flags` and `second` are the arguments that carry the
    /// result, the flags and a second result, or -1.
    record Complete(int object, int result, int flags, int second) implements Effect {}

    /// Makes another context call `callback` with the object.
    record HandOff(int object, int callback, Carrier carrier) implements Effect {}

    /// Starts the carrier that argument `carrier` points to, if the result is one of `started`; when it ends, the function stored in its field
    /// `callback` runs. What its field `data` points to, or for an empty name all that it holds, goes with it.
    record Submit(int carrier, String callback, String data, Carrier kind, Ranges started) implements Effect {}

    /// Reads the object and leaves it as it is.
    record Use(int object) implements Effect {}

    /// Takes back what was submitted with a carrier, if the result is above 0; it is not below `least`.
    record TakeBack(int carrier, int least) implements Effect {}

    /// Gives the object back to the core, which will issue it again.
    record Reissue(int object) implements Effect {}

    /// Makes the core ask for the object back when its submitter ends; `flags` is the argument with the flags.
    record Mark(int object, int flags) implements Effect {}

    /// Stores a function in field `field` of what argument `carrier` points to.
    record SetCallback(int carrier, int callback, String field, Role.Kind role) implements Effect {}

    /// Stores a value in field `field` of what argument `carrier` points to.
    record SetField(int carrier, int value, String field) implements Effect {}

    /// Registers a function that other contexts call from now on, with nothing that the call says.
    record Register(int callback, Role.Kind role) implements Effect {}

    /// Registers the function in field `field` of what argument `carrier` points to, as `Register` does.
    record RegisterHeld(int carrier, String field, Role.Kind role) implements Effect {}

    /// Wakes code that waits.
    record Wake() implements Effect {}

    /// Calls the function in argument `callback` with argument `argument`, now or never.
    record MayCall(int callback, int argument) implements Effect {}

    /// Counts down, and calls the function in argument `callback` with the counter when that reaches 0.
    record Release(int callback, int counter) implements Effect {}

    /// Gives a value that depends on nothing but the arguments.
    record Pure() implements Effect {}

    /// Gives back an argument unchanged.
    record Same(int argument) implements Effect {}

    /// Gives the address of a field of what an argument points to.
    record FieldAddress(int argument, String field) implements Effect {}

    /// Gives what a field of a structure that is passed by value refers to.
    record CarriedObject(int argument) implements Effect {}

    /// Gives the structure that holds what argument 0 points to as its member; the type and the member are arguments 1 and 2.
    record Container(int pointer, int type, int member) implements Effect {}

    /// The same for a structure and a member that the function is made for.
    record Outer(int pointer, String type, String member) implements Effect {}

    /// Gives new memory, or null.
    record Allocate(boolean zeroed) implements Effect {}

    /// Frees what an argument points to.
    record Free(int argument) implements Effect {}

    /// Takes a reference to what an argument points to.
    record Refer(int argument) implements Effect {}

    /// Stores argument `value` where argument `pointer` points.
    record Put(int pointer, int value) implements Effect {}

    /// Stores a value and gives back the old one.
    record Exchange(int pointer, int value) implements Effect {}

    /// Gives an object that nobody else finds any more: it was taken out of a container.
    record TakeOut() implements Effect {}

    /// Gives what was taken out of a container by its key: what the path itself put in by one, else something that nobody else finds any more.
    record Erase() implements Effect {}

    /// Takes something out of a container and stores it where argument `pointer` points, unless the result is 0.
    record TakeInto(int pointer) implements Effect {}

    /// Adds to a counter. With `tests`, the result says whether it is 0 then.
    record Count(int pointer, int added, boolean tests) implements Effect {}

    /// Stores a number where argument `pointer` points.
    record SetNumber(int pointer, long number) implements Effect {}

    /// Changes memory in one step, and says what it was or is: whoever is first knows it by that.
    record Change(int pointer) implements Effect {}

    /// Puts a value into a container, if the result is 0.
    record Keep(int container, int value) implements Effect {}

    /// The function says whether a container holds anything, which it does if the path itself put something in.
    record Holds(int container) implements Effect {}

    /// Takes a value out of a container: the one that the path put there last, else one that nobody else finds any more.
    record TakeFrom(int container) implements Effect {}

    /// Stores a value if the old one is the expected one, and gives back the old one.
    record CompareExchange(int pointer, int expected, int value) implements Effect {}

    /// Stores a value if the old one is that to which argument `expected` points, and says whether it did. If it did not, the old one is stored there.
    record TryCompareExchange(int pointer, int expected, int value) implements Effect {}

    /// Puts a value into a container if what is there is the expected one, and gives back what was there.
    record CompareKeep(int expected, int value) implements Effect {}

    /// Swaps what two arguments point to.
    record Swap(int left, int right) implements Effect {}

    /// Stores a value if the old one is the expected one, and says whether it did: 0, or a negative number.
    record ExchangeIf(int pointer, int expected, int value) implements Effect {}

    /// Puts a list node into a list.
    record Link(int node) implements Effect {}

    /// Puts what an argument points to into a container, if the result is 0.
    record LinkIfZero(int node) implements Effect {}

    /// Puts what an argument points to into a container, if the result is one of `linked`; else it is one of `refused`.
    record LinkIf(int node, Ranges linked, Ranges refused) implements Effect {}

    /// The same where the result is the key, which is not below argument `least`, or an error.
    record LinkFrom(int node, int least) implements Effect {}

    /// The same for a pointer that lies where an argument points; the result is the number of pointers, or 0.
    record LinkCopied(int pointer) implements Effect {}

    /// Puts what an argument points to where a container has something; the result is an error pointer if it has nothing there.
    record Replace(int node) implements Effect {}

    /// Puts what an argument points to into a container, unless the result is an error pointer.
    record LinkUnlessError(int node) implements Effect {}

    /// Gives the error in an entry of a container, or 0.
    record EntryError(int argument) implements Effect {}

    /// Takes a list node out of its list.
    record Unlink(int node) implements Effect {}

    /// Takes a lock, that argument `lock` points to.
    record Lock(int lock, HeldLock.Kind kind) implements Effect {}

    /// Takes a lock, if the result is the one that is named.
    record LockIf(int lock, HeldLock.Kind kind, int taken) implements Effect {}

    /// Releases a lock.
    record Unlock(int lock) implements Effect {}

    /// Enters a section in which nobody may sleep, and which keeps nobody out.
    record Enter(String section) implements Effect {}

    /// Leaves such a section.
    record Leave(String section) implements Effect {}

    /// Sets memory to zero bytes.
    record Clear(int pointer) implements Effect {}

    /// Copies from one piece of memory to another; -1 for a source outside the program.
    record Copy(int target, int source) implements Effect {}

    /// Tells an error pointer from others.
    record IsError(int argument, boolean orNull) implements Effect {}

    /// Gives the error in an error pointer.
    record ErrorOf(int argument) implements Effect {}

    /// Gives the error in an error pointer, and 0 for any other pointer.
    record ErrorOrZero(int argument) implements Effect {}

    /// Gives an error pointer.
    record ErrorPointer(int argument) implements Effect {}

    /// Gives an integer in a range.
    record Result(long low, long high) implements Effect {}

    /// Prints or traces; with `debug`, only in kernels built for debugging.
    record Log(boolean debug) implements Effect {}

    /// Tests and changes one bit, and gives the old one.
    record TestAndSet(int bit, int word) implements Effect {}

    /// Is only meant where the program has no function of this name.
    record Yield() implements Effect {}

    /// Does nothing that matters to a tracked object.
    record Nothing() implements Effect {}

    /// Does something for an object that depends on the context; `flags` is the argument that tells the context, or -1.
    record Ask(int object, int flags) implements Effect {}

    /// May sleep, waiting for something. With a flag in argument `argument`, if it is not -1, it does not.
    record Sleep(Waiting waiting, int argument, String flag) implements Effect {}

    /// Uses an argument as a size, an index or an address.
    record Size(int argument) implements Effect {}

    /// Copies memory of the submitter.
    record UserCopy() implements Effect {}

    /// Reads its argument by a volatile access.
    record Once() implements Effect {}

    /// Gives what an argument points to, read in a certain way.
    record Fetch(int pointer, Observation.Way way) implements Effect {}

    /// Gives the value of a field of what an argument points to.
    record Load(int pointer, String field) implements Effect {}

    /// Reads a field of what an argument points to, and makes something of it.
    record Look(int pointer, String field, Observation.Way way) implements Effect {}

    /// Makes the result by which an entry point will give an object back.
    record Answer(int object, int result) implements Effect {}

    /// Gives a pair: a variant without fields, and an argument.
    record Pair(String variant, int argument) implements Effect {}

    /// Writes a field of what an argument points to, with what another argument points to.
    record Fill(int pointer, String field, int source) implements Effect {}

    /// Gives a field of what an argument points to, as a result that may be an error instead.
    record Open(int pointer, String field) implements Effect {}

    /// Gives a variant that holds an argument; the argument itself where the result is a pointer.
    record Wrap(String variant, int argument) implements Effect {}

    /// Gives up an object that was not completed. `isNamed` says that this is the place to name: nothing else was ever done with it.
    record Lose(int object, boolean isNamed) implements Effect {}

    /// Gives an object to an entry point that answers by its result whether it keeps it: by a variant for that, by another one, or by an error.
    record Delegate(int object) implements Effect {}

    /// Gives a name of the context that an object belongs to, to be compared.
    record Identity() implements Effect {}

    /// Tells what the code runs in: a path gets the marks `whenTrue` if the result is true, and `whenFalse` if it is not.
    record Tell(Set<PathMark.Known> whenTrue, Set<PathMark.Known> whenFalse) implements Effect {
        public Tell {
            whenTrue = Set.copyOf(whenTrue);
            whenFalse = Set.copyOf(whenFalse);
        }
    }

    /// The function with its effects, in the order in which they apply. `arity` is the number of arguments, or -1 for any.
    record Api(String name, int arity, List<Effect> effects) {
        public Api {
            effects = List.copyOf(effects);
        }
    }
}
