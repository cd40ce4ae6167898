// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.protocol;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import uringlint.typestate.value.Ranges;

/// What a function of the API does, in words that hold for any tracked object. Arguments are numbered from 0.
public sealed interface Effect {
    /// What a function with this effect waits for, whatever its arguments are. Memory and pages of users are always there soon.
    default Optional<Waiting> waits() {
        return switch (this) {
            case Sleep(var waiting, var argument, _)
            when argument < 0 && waiting != Waiting.USER && waiting != Waiting.MEMORY -> Optional.of(waiting);
            case Lock(_, var kind) when kind == HeldLock.Kind.MUTEX -> Optional.of(Waiting.LOCK);
            // Whoever gives an error where it did not get a lock has waited for it.
            case When(Lock lock, _, Returned.Error _) -> lock.waits();
            case OnObject _, OnCarrier _, OnMemory _, OnWord _, OnContainer _, OnLock _ -> Optional.empty();
            case OfResult _, OfContext _, When _ -> Optional.empty();
        };
    }

    /// What happens to a tracked object.
    sealed interface OnObject extends Effect {}

    /// How objects go to other contexts, and come back.
    sealed interface OnCarrier extends Effect {}

    /// What happens to memory.
    sealed interface OnMemory extends Effect {}

    /// What happens to a field of what an argument points to.
    sealed interface OnField extends OnMemory {}

    /// What changes a word of memory in one step.
    sealed interface OnWord extends Effect {}

    /// What goes into lists and other containers, and comes out of them.
    sealed interface OnContainer extends Effect {}

    /// What is locked.
    sealed interface OnLock extends Effect {}

    /// What the result is.
    sealed interface OfResult extends Effect {}

    /// What concerns the task that calls, or only says what a function is for.
    sealed interface OfContext extends Effect {}

    /// Does something on one path, where it returns `done`, and nothing on another one, where it returns `refused`.
    record When(Effect effect, Returned done, Returned refused) implements Effect {}

    /// Completes the object that argument `object` points to; `result`, `flags` and `second` are the arguments that carry the
    /// result, the flags and a second result, or -1.
    record Complete(int object, int result, int flags, int second) implements OnObject {}

    /// Makes another context call `callback` with the object.
    record HandOff(int object, int callback, Carrier carrier) implements OnCarrier {}

    /// Starts the carrier that argument `carrier` points to, if the result is one of `started`; when it ends, the function stored
    /// in its field `callback` runs. What its field `data` points to, or for an empty name all that it holds, goes with it.
    record Submit(int carrier, String callback, String data, Carrier kind, Ranges started) implements OnCarrier {}

    /// Reads the object and leaves it as it is.
    record Use(int object) implements OnObject {}

    /// Takes back what was submitted with a carrier, if the result is above 0; it is not below `least`.
    record TakeBack(int carrier, int least) implements OnCarrier {}

    /// Gives the object back to the core, which will issue it again.
    record Reissue(int object) implements OnObject {}

    /// Makes the core ask for the object back when its submitter ends; `flags` is the argument with the flags.
    record Mark(int object, int flags) implements OnObject {}

    /// Stores a function in field `field` of what argument `carrier` points to.
    record SetCallback(int carrier, int callback, String field, Role.Kind role) implements OnField {}

    /// Stores a value in field `field` of what argument `carrier` points to.
    record SetField(int carrier, int value, String field) implements OnField {}

    /// Registers a function that other contexts call from now on, with nothing that the call says.
    record Register(int callback, Role.Kind role) implements OfContext {}

    /// Registers the function in field `field` of what argument `carrier` points to, as `Register` does.
    record RegisterHeld(int carrier, String field, Role.Kind role) implements OfContext {}

    /// Wakes code that waits.
    record Wake() implements OfContext {}

    /// Calls the function in argument `callback` with argument `argument`, now or never.
    record MayCall(int callback, int argument) implements OnCarrier {}

    /// Counts down, and calls the function in argument `callback` with the counter when that reaches 0.
    record Release(int callback, int counter) implements OnWord {}

    /// Gives a value that depends on nothing but the arguments.
    record Pure() implements OfResult {}

    /// Gives back an argument unchanged.
    record Same(int argument) implements OfResult {}

    /// Gives the address of a field of what an argument points to.
    record FieldAddress(int argument, String field) implements OnField {}

    /// Gives what a field of a structure that is passed by value refers to.
    record CarriedObject(int argument) implements OnObject {}

    /// Gives the structure that holds what argument 0 points to as its member; the type and the member are arguments 1 and 2.
    record Container(int pointer, int type, int member) implements OnMemory {}

    /// The same for a structure and a member that the function is made for.
    record Outer(int pointer, String type, String member) implements OnMemory {}

    /// Gives new memory, or null.
    record Allocate(boolean zeroed) implements OnMemory {}

    /// Frees what an argument points to.
    record Free(int argument) implements OnMemory {}

    /// Takes a reference to what an argument points to: an object is to be ended once more then.
    record Refer(int argument) implements OnMemory {}

    /// Stores argument `value` where argument `pointer` points.
    record Put(int pointer, int value) implements OnMemory {}

    /// Stores a value and gives back the old one.
    record Exchange(int pointer, int value) implements OnWord {}

    /// Gives an object that nobody else finds any more: it was taken out of a container.
    record TakeOut() implements OnContainer {}

    /// Gives what was taken out of a container by its key: what the path itself put in by one, else something that
    /// nobody else finds any more.
    record Erase() implements OnContainer {}

    /// Takes something out of a container and stores it where argument `pointer` points, unless the result is 0.
    record TakeInto(int pointer) implements OnContainer {}

    /// Adds to a counter. With `tests`, the result says whether it is 0 then.
    record Count(int pointer, int added, boolean tests) implements OnWord {}

    /// Stores a number where argument `pointer` points.
    record SetNumber(int pointer, long number) implements OnMemory {}

    /// Changes memory in one step, and says what it was or is: whoever is first knows it by that.
    record Change(int pointer) implements OnWord {}

    /// Puts a value into a container, if the result is 0.
    record Keep(int container, int value) implements OnContainer {}

    /// The function says whether a container holds anything, which it does if the path itself put something in.
    record Holds(int container) implements OnContainer {}

    /// Takes a value out of a container: the one that the path put there last, else one that nobody else finds any more.
    record TakeFrom(int container) implements OnContainer {}

    /// Stores a value if the old one is the expected one, and gives back the old one.
    record CompareExchange(int pointer, int expected, int value) implements OnWord {}

    /// Stores a value if the old one is that to which argument `expected` points, and says whether it did. If it did
    /// not, the old one is stored there.
    record TryCompareExchange(int pointer, int expected, int value) implements OnWord {}

    /// Puts a value into a container if what is there is the expected one, and gives back what was there.
    record CompareKeep(int expected, int value) implements OnContainer {}

    /// Swaps what two arguments point to.
    record Swap(int left, int right) implements OnMemory {}

    /// Stores a value if the old one is the expected one, and says whether it did: 0, or a negative number.
    record ExchangeIf(int pointer, int expected, int value) implements OnWord {}

    /// Puts a list node into a list. `head` is the argument that points to the list's head, or -1 where none is known to.
    record Link(int node, int head) implements OnContainer {}

    /// The same for a pointer that lies where an argument points.
    record LinkCopied(int pointer) implements OnContainer {}

    /// Gives the error in an entry of a container, or 0.
    record EntryError(int argument) implements OfResult {}

    /// Takes a list node out of its list.
    record Unlink(int node) implements OnContainer {}

    /// Takes a lock, that argument `lock` points to.
    record Lock(int lock, HeldLock.Kind kind) implements OnLock {}

    /// Releases a lock.
    record Unlock(int lock) implements OnLock {}

    /// Enters a section in which nobody may sleep, and which keeps nobody out.
    record Enter(String section) implements OnLock {}

    /// Leaves such a section.
    record Leave(String section) implements OnLock {}

    /// Sets memory to zero bytes.
    record Clear(int pointer) implements OnMemory {}

    /// Copies from one piece of memory to another; -1 for a source outside the program.
    record Copy(int target, int source) implements OnMemory {}

    /// Tells an error pointer from others.
    record IsError(int argument, boolean orNull) implements OfResult {}

    /// Gives the error in an error pointer.
    record ErrorOf(int argument) implements OfResult {}

    /// Gives the error in an error pointer, and 0 for any other pointer.
    record ErrorOrZero(int argument) implements OfResult {}

    /// Gives an error pointer.
    record ErrorPointer(int argument) implements OfResult {}

    /// Gives an integer in a range.
    record Result(long low, long high) implements OfResult {}

    /// Prints or traces; with `debug`, only in kernels built for debugging.
    record Log(boolean debug) implements OfContext {}

    /// Tests and changes one bit, and gives the old one.
    record TestAndSet(int bit, int word) implements OnWord {}

    /// Shows something about the path that calls it.
    record Show(PathMark.Known mark) implements OfContext {}

    /// Is only meant where the program has no function of this name.
    record Yield() implements OfContext {}

    /// Does nothing that matters to a tracked object.
    record Nothing() implements OfContext {}

    /// Does something for an object that depends on the context; `flags` is the argument that tells the context, or -1.
    record Ask(int object, int flags) implements OnObject {}

    /// May sleep, waiting for something. With a flag in argument `argument`, if it is not -1, it does not.
    record Sleep(Waiting waiting, int argument, String flag) implements OfContext {}

    /// Uses an argument as a size, an index or an address.
    record Size(int argument) implements OfContext {}

    /// Copies memory of the submitter.
    record UserCopy() implements OfContext {}

    /// Reads its argument by a volatile access.
    record Once() implements OfContext {}

    /// Gives what an argument points to, read in a certain way.
    record Fetch(int pointer, Way way) implements OnMemory {}

    /// Gives the value of a field of what an argument points to.
    record Load(int pointer, String field) implements OnField {}

    /// Reads a field of what an argument points to, and makes something of it.
    record Look(int pointer, String field, Way way) implements OnField {}

    /// Makes the result by which an entry point will give an object back.
    record Answer(int object, int result) implements OnObject {}

    /// Gives a pair: a variant without fields, and an argument.
    record Pair(String variant, int argument) implements OfResult {}

    /// Writes a field of what an argument points to, with what another argument points to.
    record Fill(int pointer, String field, int source) implements OnField {}

    /// Gives a field of what an argument points to, as a result that may be an error instead.
    record Open(int pointer, String field) implements OnField {}

    /// Gives a variant that holds an argument; the argument itself where the result is a pointer.
    record Wrap(String variant, int argument) implements OfResult {}

    /// Gives up an object that was not completed. `isNamed` says that this is the place to name: nothing else was ever done with it.
    record Lose(int object, boolean isNamed) implements OnObject {}

    /// Gives an object to an entry point that answers by its result whether it keeps it: by a variant for that, by
    /// another one, or by an error.
    record Delegate(int object) implements OnObject {}

    /// Gives a name of the context that an object belongs to, to be compared.
    record Identity() implements OfContext {}

    /// Tells what the code runs in: a path gets the marks `whenTrue` if the result is true, and `whenFalse` if it is not.
    record Tell(Set<PathMark.Known> whenTrue, Set<PathMark.Known> whenFalse) implements OfContext {
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
