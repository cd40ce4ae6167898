// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.flags;

import java.util.Set;
import java.util.TreeSet;
import uringlint.ir.Expr;
import uringlint.ir.Type;
import uringlint.rule.AnalyzedProgram;
import uringlint.rules.model.UringFlags;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.value.Facts;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.Value;

/// The flags that a call passes on a path: where they come from, the flags that the driver names itself, and what is known of the
/// bit that says whether `uring_lock` is held. `text` is the value in words of the source.
record Flags(Kind kind, Set<String> names, Lock lock, String text) {
    /// Where flags come from.
    enum Kind {
        /// The function has no argument for flags in this version.
        NONE,
        /// The parameter of the entry point, as the core passed it.
        OWN,
        /// That parameter with flags added or removed.
        CHANGED,
        /// Constants alone.
        CONSTANT,
        /// Memory that outlives the call that the flags were made for.
        SAVED,
        /// Something else.
        UNKNOWN
    }

    /// What flags say about `uring_lock`.
    enum Lock {
        HELD,
        FREE,
        EITHER
    }

    static Flags of(Observation seen, AnalyzedProgram program) {
        if (!(Flags.word(seen) instanceof Observation.Word.Given(var value, var facts))) {
            return new Flags(Kind.NONE, Set.of(), Lock.EITHER, "");
        }
        var names = new TreeSet<String>();
        Kind kind = collect(value, seen, program, names);
        return new Flags(kind, names, lock(kind, names, facts), text(value));
    }

    /// The argument with flags of a call, if it has one.
    static Observation.Word word(Observation seen) {
        return switch (seen) {
            case Observation.Complete complete -> complete.flags();
            case Observation.Mark mark -> mark.flags();
            case Observation.Call call -> call.flags();
            case Observation.Answer _, Observation.HandOff _, Observation.Reissue _, Observation.Publish _, Observation.Take _,
                    Observation.Touch _, Observation.Carry _, Observation.Release _, Observation.Exit _,
                    Observation.Look _, Observation.KeepLocal _, Observation.Sleep _, Observation.Start _,
                    Observation.UserCopy _, Observation.MistakenCopy _ -> Observation.Word.NONE;
        };
    }

    private static Lock lock(Kind kind, Set<String> names, Facts facts) {
        if (names.contains(UringFlags.UNLOCKED) || facts.isSet(UringFlags.UNLOCKED)) {
            return Lock.FREE;
        }
        return kind == Kind.CONSTANT || names.contains("~" + UringFlags.UNLOCKED) || facts.isClear(UringFlags.UNLOCKED)
                ? Lock.HELD
                : Lock.EITHER;
    }

    private static Kind collect(Value value, Observation seen, AnalyzedProgram program, Set<String> names) {
        return switch (value) {
            case Value.Int(var number) -> {
                number(number, program, names);
                yield Kind.CONSTANT;
            }
            case Value.Named(var name) -> named(new Expr.Symbol(name), program, names) ? Kind.CONSTANT : Kind.UNKNOWN;
            case Value.Unknown(var symbol) -> of(symbol, seen);
            case Value.Term(var operator, var operands) when operator.equals("|") -> {
                Kind whole = Kind.CONSTANT;
                for (Value operand : operands) {
                    Kind part = collect(operand, seen, program, names);
                    whole = part == Kind.CONSTANT ? whole : whole == Kind.CONSTANT ? part == Kind.OWN ? Kind.CHANGED : part : Kind.UNKNOWN;
                }
                yield whole;
            }
            case Value.Term(var operator, var operands) when operator
                    .equals("&") -> masked(operands.getFirst(), operands.getLast(), seen, program, names);
            case Value.Term _, Value.Address _, Value.Code _, Value.Opaque _ -> Kind.UNKNOWN;
        };
    }

    /// The flags that a number is made of; a bit that is none stays a number.
    private static void number(long number, AnalyzedProgram program, Set<String> names) {
        for (int bit = 0; bit < 32; bit++) {
            if ((number >> bit & 1) != 0) {
                names.add(program.model().flagBits().getOrDefault(bit, Long.toString(1L << bit)));
            }
        }
    }

    /// The flags that a constant is made of, whether the driver has a name for it or not.
    private static boolean named(Expr value, AnalyzedProgram program, Set<String> names) {
        return switch (value) {
            case Expr.Symbol(var name)
            when UringFlags.isOfCall(name) -> {
                names.add(name);
                yield true;
            }
            case Expr.Symbol(var name) ->
                program.index()
                        .definition(name)
                        .filter(definition -> !definition.equals(value))
                        .map(definition -> named(definition, program, names))
                        .orElse(false);
            case Expr.Literal(var number, _) -> {
                number(number, program, names);
                yield true;
            }
            case Expr.Cast(_, var inner) -> named(inner, program, names);
            case Expr.Apply(var operator, _)
            when operator.equals("<<") && program.index().evaluate(value).isPresent() -> {
                number(program.index().evaluate(value).getAsLong(), program, names);
                yield true;
            }
            case Expr.Apply(var operator, var operands) ->
                operator.equals("|") && operands.stream().allMatch(operand -> named(operand, program, names));
            case Expr.Text _, Expr.Unit _, Expr.Read _, Expr.AddressOf _, Expr.Aggregate _, Expr.Variant _, Expr.Is _ ->
                false;
        };
    }

    /// Keeping the bit of the lock and dropping others is fine; only a mask that drops it changes what the flags say.
    private static Kind masked(Value left, Value right, Observation seen, AnalyzedProgram program, Set<String> names) {
        Kind kind = collect(left, seen, program, names);
        boolean isDropped = right instanceof Value.Term(var not, var operands) && not.equals("~")
                && names(operands.getFirst(), seen, program).contains(UringFlags.UNLOCKED);
        if (kind == Kind.OWN && isDropped) {
            names.add("~" + UringFlags.UNLOCKED);
            return Kind.CHANGED;
        }
        return kind == Kind.OWN || kind == Kind.SAVED ? kind : Kind.UNKNOWN;
    }

    private static Set<String> names(Value value, Observation seen, AnalyzedProgram program) {
        var names = new TreeSet<String>();
        collect(value, seen, program, names);
        return names;
    }

    private static Kind of(Symbol symbol, Observation seen) {
        return switch (symbol.origin()) {
            case Symbol.Origin.Parameter(var function, _, _) ->
                function.equals(seen.role().function().name()) && !(symbol.type() instanceof Type.Pointer)
                        ? Kind.OWN
                        : Kind.UNKNOWN;
            case Symbol.Origin.Initial(var location) ->
                location.region() instanceof MemoryLocation.Region.Local ? Kind.UNKNOWN : Kind.SAVED;
            case Symbol.Origin.Made _, Symbol.Origin.Outer _ -> Kind.UNKNOWN;
        };
    }

    private static String text(Value value) {
        return switch (value) {
            case Value.Int(var number) -> Long.toString(number);
            case Value.Named(var name) -> name;
            case Value.Unknown(var symbol) -> symbol.toString();
            case Value.Term(var operator, var operands) when operands.size() == 2 ->
                text(operands.getFirst()) + " " + operator + " " + text(operands.getLast());
            case Value.Term(var operator, var operands) when operands.size() == 1 -> operator + text(operands.getFirst());
            case Value.Term _, Value.Address _, Value.Code _, Value.Opaque _ -> "a value";
        };
    }

    boolean has(String name) {
        return names.contains(name);
    }

    /// Whether the driver asks for a deferred completion.
    boolean isDeferred() {
        return has(UringFlags.COMPLETE_DEFER) || has(UringFlags.TASK_WORK);
    }

    boolean isOnly(String name) {
        return kind == Kind.CONSTANT && names.equals(Set.of(name));
    }
}
