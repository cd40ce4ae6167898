// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.protocol.Carrier;
import uringlint.typestate.protocol.Effect;
import uringlint.typestate.protocol.HeldLock;
import uringlint.typestate.protocol.PathMark;
import uringlint.typestate.protocol.Role;
import uringlint.typestate.protocol.Waiting;
import uringlint.typestate.protocol.Way;
import uringlint.typestate.value.Ranges;
import uringlint.version.KernelVersion;

/// Reads tables of functions. A line is `name arity since..until effect [effect ...]`; `*` stands for any arity or version,
/// `#` starts a comment. An effect is a word with arguments, as in `complete(0,1,3)`.
final class ApiTable {
    private ApiTable() {}

    /// The functions of a table that exist in a version, by name.
    static void read(String table, KernelVersion version, Map<String, List<Effect.Api>> functions) {
        for (String line : table.split("\n")) {
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            String[] words = text.split(" +");
            if (!holds(words[2], version)) {
                continue;
            }
            int arity = words[1].equals("*") ? -1 : Integer.parseInt(words[1]);
            var effects = new ArrayList<Effect>();
            for (int word = 3; word < words.length; word++) {
                effects.add(effect(words[word]));
            }
            for (String name : words[0].split(",")) {
                functions.computeIfAbsent(name, _ -> new ArrayList<>()).add(new Effect.Api(name, arity, effects));
            }
        }
    }

    private static boolean holds(String range, KernelVersion version) {
        if (range.equals("*")) {
            return true;
        }
        int dots = range.indexOf("..");
        String since = range.substring(0, dots);
        String until = range.substring(dots + 2);
        return (since.isEmpty() || KernelVersion.parse(since).orElseThrow().compareTo(version) <= 0)
                && (until.isEmpty() || version.compareTo(KernelVersion.parse(until).orElseThrow()) <= 0);
    }

    private static Effect effect(String text) {
        int open = text.indexOf('(');
        String word = open < 0 ? text : text.substring(0, open);
        String[] arguments = open < 0 ? new String[0] : text.substring(open + 1, text.length() - 1).split(",", -1);
        return switch (word) {
            case "complete" ->
                new Effect.Complete(
                        number(arguments, 0),
                        number(arguments, 1),
                        number(arguments, 2),
                        arguments.length > 3 ? number(arguments, 3) : -1);
            case "handoff" -> new Effect.HandOff(number(arguments, 0), number(arguments, 1), Carrier.TASK_WORK);
            case "submit" ->
                new Effect.Submit(
                        number(arguments, 0),
                        arguments[1],
                        arguments[2],
                        Carrier.valueOf(arguments[3].toUpperCase(Locale.ROOT)),
                        started(arguments));
            case "data" -> new Effect.SetField(number(arguments, 0), number(arguments, 1), arguments[2]);
            case "use" -> new Effect.Use(number(arguments, 0));
            case "reissue" -> new Effect.Reissue(number(arguments, 0));
            case "mark" -> new Effect.Mark(number(arguments, 0), number(arguments, 1));
            case "callback" ->
                new Effect.SetCallback(
                        number(arguments, 0), number(arguments, 1), arguments[2], Role.Kind.valueOf(arguments[3]));
            case "register" -> new Effect.Register(number(arguments, 0), Role.Kind.valueOf(arguments[1]));
            case "registerheld" ->
                new Effect.RegisterHeld(number(arguments, 0), arguments[1], Role.Kind.valueOf(arguments[2]));
            case "release" -> new Effect.Release(number(arguments, 0), number(arguments, 1));
            case "maycall" -> new Effect.MayCall(number(arguments, 0), number(arguments, 1));
            case "pure" -> new Effect.Pure();
            case "same" -> new Effect.Same(number(arguments, 0));
            case "field" -> new Effect.FieldAddress(number(arguments, 0), arguments[1]);
            case "carried" -> new Effect.CarriedObject(number(arguments, 0));
            case "container" -> new Effect.Container(number(arguments, 0), number(arguments, 1), number(arguments, 2));
            case "outer" -> new Effect.Outer(number(arguments, 0), "struct " + arguments[1], arguments[2]);
            case "alloc" -> new Effect.Allocate(false);
            case "zalloc" -> new Effect.Allocate(true);
            case "free" -> new Effect.Free(number(arguments, 0));
            case "refer" -> new Effect.Refer(number(arguments, 0));
            case "put" -> new Effect.Put(number(arguments, 0), number(arguments, 1));
            case "count" -> new Effect.Count(number(arguments, 0), number(arguments, 1), false);
            case "countdown" -> new Effect.Count(number(arguments, 0), -1, true);
            case "exchange" -> new Effect.Exchange(number(arguments, 0), number(arguments, 1));
            case "compare" ->
                new Effect.CompareExchange(number(arguments, 0), number(arguments, 1), number(arguments, 2));
            case "comparekeep" -> new Effect.CompareKeep(number(arguments, 0), number(arguments, 1));
            case "trycompare" ->
                new Effect.TryCompareExchange(number(arguments, 0), number(arguments, 1), number(arguments, 2));
            case "change" -> new Effect.Change(number(arguments, 0));
            case "number" -> new Effect.SetNumber(number(arguments, 0), number(arguments, 1));
            case "swap" -> new Effect.Swap(number(arguments, 0), number(arguments, 1));
            case "link" -> new Effect.Link(number(arguments, 0));
            case "linkifzero" -> new Effect.LinkIfZero(number(arguments, 0));
            case "linkiftrue" -> new Effect.LinkIf(number(arguments, 0), Ranges.of(1), Ranges.of(0));
            case "linkifnull" ->
                new Effect.LinkIf(number(arguments, 0), Ranges.of(0), Ranges.between(1, Long.MAX_VALUE));
            case "linkfrom" -> new Effect.LinkFrom(number(arguments, 0), number(arguments, 1));
            case "linkcopied" -> new Effect.LinkCopied(number(arguments, 0));
            case "linkunlesserror" -> new Effect.LinkUnlessError(number(arguments, 0));
            case "entryerror" -> new Effect.EntryError(number(arguments, 0));
            case "takeout" -> new Effect.TakeOut();
            case "replace" -> new Effect.Replace(number(arguments, 0));
            case "erase" -> new Effect.Erase();
            case "takeinto" -> new Effect.TakeInto(number(arguments, 0));
            case "takeback" -> new Effect.TakeBack(number(arguments, 0), number(arguments, 1));
            case "unlink" -> new Effect.Unlink(number(arguments, 0));
            case "lock" ->
                new Effect.Lock(number(arguments, 0), HeldLock.Kind.valueOf(arguments[1].toUpperCase(Locale.ROOT)));
            case "lockif" ->
                new Effect.LockIf(
                        number(arguments, 0),
                        HeldLock.Kind.valueOf(arguments[1].toUpperCase(Locale.ROOT)),
                        number(arguments, 2));
            case "unlock" -> new Effect.Unlock(number(arguments, 0));
            case "begin" -> new Effect.Enter(arguments[0]);
            case "end" -> new Effect.Leave(arguments[0]);
            case "clear" -> new Effect.Clear(number(arguments, 0));
            case "copy" -> new Effect.Copy(number(arguments, 0), number(arguments, 1));
            case "iserror" -> new Effect.IsError(number(arguments, 0), false);
            case "iserrornull" -> new Effect.IsError(number(arguments, 0), true);
            case "errorof" -> new Effect.ErrorOf(number(arguments, 0));
            case "errororzero" -> new Effect.ErrorOrZero(number(arguments, 0));
            case "wake" -> new Effect.Wake();
            case "errorpointer" -> new Effect.ErrorPointer(number(arguments, 0));
            case "result" -> new Effect.Result(number(arguments, 0), number(arguments, 1));
            case "log" -> new Effect.Log(false);
            case "debug" -> new Effect.Log(true);
            case "testset" -> new Effect.TestAndSet(number(arguments, 0), number(arguments, 1));
            case "call" -> new Effect.Ask(number(arguments, 0), number(arguments, 1));
            case "sleep" ->
                arguments.length == 1
                        ? new Effect.Sleep(Waiting.valueOf(arguments[0].toUpperCase(Locale.ROOT)), -1, "")
                        : new Effect.Sleep(
                                Waiting.valueOf(arguments[0].toUpperCase(Locale.ROOT)),
                                number(arguments, 1),
                                arguments[2]);
            case "size" -> new Effect.Size(number(arguments, 0));
            case "usercopy" -> new Effect.UserCopy();
            case "once" -> new Effect.Once();
            case "fetch" -> new Effect.Fetch(number(arguments, 0), Way.valueOf(arguments[1]));
            case "tell" -> new Effect.Tell(marks(arguments[0]), marks(arguments[1]));
            case "identity" -> new Effect.Identity();
            case "load" -> new Effect.Load(number(arguments, 0), arguments[1]);
            case "look" -> new Effect.Look(number(arguments, 0), arguments[1], Way.valueOf(arguments[2]));
            case "answer" -> new Effect.Answer(number(arguments, 0), number(arguments, 1));
            case "fill" -> new Effect.Fill(number(arguments, 0), arguments[1], number(arguments, 2));
            case "open" -> new Effect.Open(number(arguments, 0), arguments[1]);
            case "exchangeif" ->
                new Effect.ExchangeIf(number(arguments, 0), number(arguments, 1), number(arguments, 2));
            case "keep" -> new Effect.Keep(number(arguments, 0), number(arguments, 1));
            case "holds" -> new Effect.Holds(number(arguments, 0));
            case "takefrom" -> new Effect.TakeFrom(number(arguments, 0));
            case "pair" -> new Effect.Pair(arguments[0], number(arguments, 1));
            case "wrap" -> new Effect.Wrap(arguments[0], number(arguments, 1));
            case "lose" -> new Effect.Lose(number(arguments, 0), true);
            case "leave" -> new Effect.Lose(number(arguments, 0), false);
            case "delegate" -> new Effect.Delegate(number(arguments, 0));
            case "yield" -> new Effect.Yield();
            case "nothing" -> new Effect.Nothing();
            default -> throw new IllegalArgumentException("no effect: " + text);
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

    /// The names of the functions of tables, whatever version has them.
    static Set<String> names(String... tables) {
        var names = new HashSet<String>();
        for (String table : tables) {
            for (String line : table.split("\n")) {
                String text = line.strip();
                if (!text.isEmpty() && !text.startsWith("#")) {
                    names.addAll(List.of(text.substring(0, text.indexOf(' ')).split(",")));
                }
            }
        }
        return names;
    }

    static Map<String, List<Effect.Api>> functions(KernelVersion version, String... tables) {
        var functions = new LinkedHashMap<String, List<Effect.Api>>();
        for (String table : tables) {
            read(table, version, functions);
        }
        return functions;
    }
}
