// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.model;

import java.util.Locale;
import java.util.Set;
import uringlint.typestate.protocol.Carrier;
import uringlint.typestate.protocol.Effect;
import uringlint.typestate.protocol.HeldLock;
import uringlint.typestate.protocol.PathMark;
import uringlint.typestate.protocol.Returned;
import uringlint.typestate.protocol.Role;
import uringlint.typestate.protocol.Waiting;
import uringlint.typestate.protocol.Way;
import uringlint.typestate.value.Ranges;

/// The words of [ApiTable] for effects, by what they are done to.
final class EffectWords {
    private EffectWords() {}

    /// The effect that a text says, with its guard.
    static Effect effect(String text) {
        int guard = text.indexOf('?');
        if (guard < 0) {
            return plain(text);
        }
        String[] returned = text.substring(guard + 1).split(":");
        return new Effect.When(plain(text.substring(0, guard)), returned(returned[0]), returned(returned[1]));
    }

    private static Returned returned(String word) {
        int open = word.indexOf('(');
        return switch (open < 0 ? word : word.substring(0, open)) {
            case "error" -> new Returned.Error();
            case "pointer" -> new Returned.ErrorPointer();
            case "unlikelypointer" -> new Returned.UnlikelyErrorPointer();
            case "positive" -> new Returned.Number(Ranges.between(1, Integer.MAX_VALUE));
            case "nonnull" -> new Returned.Number(Ranges.between(1, Long.MAX_VALUE));
            case "from" -> new Returned.From(Integer.parseInt(word.substring(open + 1, word.length() - 1)));
            default -> new Returned.Number(Ranges.of(Long.parseLong(word)));
        };
    }

    private static Effect plain(String text) {
        int open = text.indexOf('(');
        String word = open < 0 ? text : text.substring(0, open);
        return onObject(word, open < 0 ? new String[0] : text.substring(open + 1, text.length() - 1).split(",", -1));
    }

    private static Effect onObject(String word, String[] arguments) {
        return switch (word) {
            case "complete" ->
                new Effect.Complete(
                        number(arguments, 0),
                        number(arguments, 1),
                        number(arguments, 2),
                        arguments.length > 3 ? number(arguments, 3) : -1);
            case "use" -> new Effect.Use(number(arguments, 0));
            case "reissue" -> new Effect.Reissue(number(arguments, 0));
            case "mark" -> new Effect.Mark(number(arguments, 0), number(arguments, 1));
            case "carried" -> new Effect.CarriedObject(number(arguments, 0));
            case "call" -> new Effect.Ask(number(arguments, 0), number(arguments, 1));
            case "answer" -> new Effect.Answer(number(arguments, 0), number(arguments, 1));
            case "lose" -> new Effect.Lose(number(arguments, 0), true);
            case "leave" -> new Effect.Lose(number(arguments, 0), false);
            case "delegate" -> new Effect.Delegate(number(arguments, 0));
            default -> onCarrier(word, arguments);
        };
    }

    private static Effect onCarrier(String word, String[] arguments) {
        return switch (word) {
            case "handoff" -> new Effect.HandOff(number(arguments, 0), number(arguments, 1), Carrier.TASK_WORK);
            case "submit" ->
                new Effect.Submit(
                        number(arguments, 0),
                        arguments[1],
                        arguments[2],
                        Carrier.valueOf(arguments[3].toUpperCase(Locale.ROOT)),
                        started(arguments));
            case "maycall" -> new Effect.MayCall(number(arguments, 0), number(arguments, 1));
            case "takeback" -> new Effect.TakeBack(number(arguments, 0), number(arguments, 1));
            default -> onMemory(word, arguments);
        };
    }

    private static Effect onMemory(String word, String[] arguments) {
        return switch (word) {
            case "data" -> new Effect.SetField(number(arguments, 0), number(arguments, 1), arguments[2]);
            case "callback" ->
                new Effect.SetCallback(number(arguments, 0), number(arguments, 1), arguments[2], Role.Kind.valueOf(arguments[3]));
            case "field" -> new Effect.FieldAddress(number(arguments, 0), arguments[1]);
            case "container" -> new Effect.Container(number(arguments, 0), number(arguments, 1), number(arguments, 2));
            case "outer" -> new Effect.Outer(number(arguments, 0), "struct " + arguments[1], arguments[2]);
            case "alloc" -> new Effect.Allocate(false);
            case "zalloc" -> new Effect.Allocate(true);
            case "free" -> new Effect.Free(number(arguments, 0));
            case "refer" -> new Effect.Refer(number(arguments, 0));
            case "put" -> new Effect.Put(number(arguments, 0), number(arguments, 1));
            case "number" -> new Effect.SetNumber(number(arguments, 0), number(arguments, 1));
            case "swap" -> new Effect.Swap(number(arguments, 0), number(arguments, 1));
            case "clear" -> new Effect.Clear(number(arguments, 0));
            case "copy" -> new Effect.Copy(number(arguments, 0), number(arguments, 1));
            case "fetch" -> new Effect.Fetch(number(arguments, 0), Way.valueOf(arguments[1]));
            case "load" -> new Effect.Load(number(arguments, 0), arguments[1]);
            case "look" -> new Effect.Look(number(arguments, 0), arguments[1], Way.valueOf(arguments[2]));
            case "fill" -> new Effect.Fill(number(arguments, 0), arguments[1], number(arguments, 2));
            case "open" -> new Effect.Open(number(arguments, 0), arguments[1]);
            default -> onWord(word, arguments);
        };
    }

    private static Effect onWord(String word, String[] arguments) {
        return switch (word) {
            case "release" -> new Effect.Release(number(arguments, 0), number(arguments, 1));
            case "count" -> new Effect.Count(number(arguments, 0), number(arguments, 1), false);
            case "countdown" -> new Effect.Count(number(arguments, 0), -1, true);
            case "exchange" -> new Effect.Exchange(number(arguments, 0), number(arguments, 1));
            case "compare" -> new Effect.CompareExchange(number(arguments, 0), number(arguments, 1), number(arguments, 2));
            case "trycompare" -> new Effect.TryCompareExchange(number(arguments, 0), number(arguments, 1), number(arguments, 2));
            case "change" -> new Effect.Change(number(arguments, 0));
            case "testset" -> new Effect.TestAndSet(number(arguments, 0), number(arguments, 1));
            case "exchangeif" -> new Effect.ExchangeIf(number(arguments, 0), number(arguments, 1), number(arguments, 2));
            default -> onContainer(word, arguments);
        };
    }

    private static Effect onContainer(String word, String[] arguments) {
        return switch (word) {
            case "comparekeep" -> new Effect.CompareKeep(number(arguments, 0), number(arguments, 1));
            case "link" -> new Effect.Link(number(arguments, 0), arguments.length > 1 ? number(arguments, 1) : -1);
            case "linkcopied" -> new Effect.LinkCopied(number(arguments, 0));
            case "takeout" -> new Effect.TakeOut();
            case "erase" -> new Effect.Erase();
            case "takeinto" -> new Effect.TakeInto(number(arguments, 0));
            case "unlink" -> new Effect.Unlink(number(arguments, 0));
            case "keep" -> new Effect.Keep(number(arguments, 0), number(arguments, 1));
            case "holds" -> new Effect.Holds(number(arguments, 0));
            case "takefrom" -> new Effect.TakeFrom(number(arguments, 0));
            default -> onLock(word, arguments);
        };
    }

    private static Effect onLock(String word, String[] arguments) {
        return switch (word) {
            case "lock" -> new Effect.Lock(number(arguments, 0), lock(arguments[1]));
            case "unlock" -> new Effect.Unlock(number(arguments, 0));
            case "begin" -> new Effect.Enter(arguments[0]);
            case "end" -> new Effect.Leave(arguments[0]);
            default -> ofResult(word, arguments);
        };
    }

    private static Effect ofResult(String word, String[] arguments) {
        return switch (word) {
            case "pure" -> new Effect.Pure();
            case "same" -> new Effect.Same(number(arguments, 0));
            case "entryerror" -> new Effect.EntryError(number(arguments, 0));
            case "iserror" -> new Effect.IsError(number(arguments, 0), false);
            case "iserrornull" -> new Effect.IsError(number(arguments, 0), true);
            case "errorof" -> new Effect.ErrorOf(number(arguments, 0));
            case "errororzero" -> new Effect.ErrorOrZero(number(arguments, 0));
            case "errorpointer" -> new Effect.ErrorPointer(number(arguments, 0));
            case "result" -> new Effect.Result(number(arguments, 0), number(arguments, 1));
            case "pair" -> new Effect.Pair(arguments[0], number(arguments, 1));
            case "wrap" -> new Effect.Wrap(arguments[0], number(arguments, 1));
            default -> ofContext(word, arguments);
        };
    }

    private static Effect ofContext(String word, String[] arguments) {
        return switch (word) {
            case "register" -> new Effect.Register(number(arguments, 0), Role.Kind.valueOf(arguments[1]));
            case "registerheld" -> new Effect.RegisterHeld(number(arguments, 0), arguments[1], Role.Kind.valueOf(arguments[2]));
            case "wake" -> new Effect.Wake();
            case "log" -> new Effect.Log(false);
            case "debug" -> new Effect.Log(true);
            case "sleep" ->
                arguments.length == 1
                        ? new Effect.Sleep(waiting(arguments[0]), -1, "")
                        : new Effect.Sleep(waiting(arguments[0]), number(arguments, 1), arguments[2]);
            case "size" -> new Effect.Size(number(arguments, 0));
            case "usercopy" -> new Effect.UserCopy();
            case "once" -> new Effect.Once();
            case "tell" -> new Effect.Tell(marks(arguments[0]), marks(arguments[1]));
            case "show" -> new Effect.Show(PathMark.Known.valueOf(arguments[0]));
            case "identity" -> new Effect.Identity();
            case "yield" -> new Effect.Yield();
            case "nothing" -> new Effect.Nothing();
            default -> throw new IllegalArgumentException("no effect: " + word);
        };
    }

    /// The results with which a carrier is started: those behind its kind, or all of them.
    private static Ranges started(String[] arguments) {
        Ranges started = Ranges.NONE;
        for (int index = 4; index < arguments.length; index++) {
            started = started.union(Ranges.of(arguments[index].equals("0") ? 0 : -Errno.NUMBERS.get(arguments[index])));
        }
        return started.isEmpty() ? Ranges.ALL : started;
    }

    private static Set<PathMark.Known> marks(String name) {
        return name.isEmpty() ? Set.of() : Set.of(PathMark.Known.valueOf(name));
    }

    private static int number(String[] arguments, int index) {
        return Integer.parseInt(arguments[index].strip());
    }

    private static HeldLock.Kind lock(String word) {
        return HeldLock.Kind.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static Waiting waiting(String word) {
        return Waiting.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
