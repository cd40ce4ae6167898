// SPDX-License-Identifier: Apache-2.0

package uringlint.cfg;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import uringlint.ir.BasicBlock;
import uringlint.ir.BlockId;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Terminator;

/// Whether a way leads through a function past some of its blocks and branches, to an end that is no error: what is done on all
/// other ways, the function does whenever it does what it is for.
public final class Passage {
    private static final int VARIABLES = 30;
    private static final int STATES = 20_000;

    /// What the values and calls of a function say.
    public interface Meaning {
        /// Whether a value is an error, as it is written.
        boolean isError(Expr value);

        /// Whether a call makes an error of another form of its argument.
        boolean makesError(String callee);

        /// Whether a call tells whether its argument is an error.
        boolean asksForError(String callee);

        /// Whether what is below 0 in a variable may be an answer like others.
        boolean mayBeAnswer(String variable);
    }

    /// One way out of a branch.
    public record Edge(Expr condition, boolean isTaken) {}

    private final Function function;
    private final Meaning meaning;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, String> asked = new HashMap<>();

    /// @param meaning what tells errors from other results
    public Passage(Function function, Meaning meaning) {
        this.function = function;
        this.meaning = meaning;
        var copies = new LinkedHashMap<String, List<String>>();
        for (BasicBlock block : function.blocks()) {
            if (block.terminator() instanceof Terminator.Return(var value, _)) {
                variable(value).ifPresent(this::number);
            }
            for (Instruction instruction : block.instructions()) {
                switch (instruction) {
                    case Instruction.Assign(var target, var value, _) when target.isVariable() ->
                        variable(value).ifPresent(from -> copies.computeIfAbsent(target.base().name(), _ -> new ArrayList<>()).add(from));
                    case Instruction.Call(var target, Expr.Symbol(var callee), var arguments, _)
                    when arguments.size() == 1 && meaning.asksForError(callee) ->
                        variable(arguments.getFirst())
                                .ifPresent(from -> asked.put(target.base().name(), from));
                    case Instruction.Assign _, Instruction.Call _, Instruction.Drop _, Instruction.Opaque _ -> {}
                }
            }
        }
        var pending = new ArrayList<>(numbers.keySet());
        while (!pending.isEmpty()) {
            for (String from : copies.getOrDefault(pending.removeLast(), List.of())) {
                if (number(from)) {
                    pending.add(from);
                }
            }
        }
    }

    private boolean number(String variable) {
        if (numbers.containsKey(variable) || numbers.size() >= VARIABLES) {
            return false;
        }
        numbers.put(variable, numbers.size());
        return true;
    }

    private static Optional<String> variable(Expr value) {
        return switch (value) {
            case Expr.Read(Place place)
            when place.isVariable() -> Optional.of(place.base().name());
            case Expr.Cast(_, var inner) -> variable(inner);
            case Expr.Read _,
                    Expr.Literal _,
                    Expr.Text _,
                    Expr.Symbol _,
                    Expr.Unit _,
                    Expr.AddressOf _,
                    Expr.Apply _,
                    Expr.Aggregate _,
                    Expr.Variant _,
                    Expr.Is _ -> Optional.empty();
        };
    }

    /// Whether a way leads past all `closed` blocks and edges.
    public boolean exists(Set<Integer> closed, Predicate<Edge> isClosed) {
        var reached = new HashSet<Long>();
        var pending = new ArrayList<Long>();
        pending.add(0L);
        while (!pending.isEmpty()) {
            long state = pending.removeLast();
            int number = (int) (state >> VARIABLES);
            if (closed.contains(number) || !reached.add(state)) {
                continue;
            }
            if (reached.size() > STATES) {
                return true;
            }
            BasicBlock block = function.blocks().get(number);
            long errors = errors(block, state & (1L << VARIABLES) - 1);
            switch (block.terminator()) {
                case Terminator.Return(var value, _) -> {
                    if (!isError(value, errors)) {
                        return true;
                    }
                }
                case Terminator.Jump(var target, _) -> pending.add(state(target, errors));
                case Terminator.Branch(var condition, var whenTrue, var whenFalse, _) -> {
                    if (!isClosed.test(new Edge(condition, true))) {
                        pending.add(state(whenTrue, errors | shown(condition, true)));
                    }
                    if (!isClosed.test(new Edge(condition, false))) {
                        pending.add(state(whenFalse, errors | shown(condition, false)));
                    }
                }
                case Terminator.Unreachable _ -> {}
            }
        }
        return false;
    }

    private static long state(BlockId block, long errors) {
        return (long) block.index() << VARIABLES | errors;
    }

    /// The variables that hold an error behind a block, as bits.
    private long errors(BasicBlock block, long before) {
        long errors = before;
        for (Instruction instruction : block.instructions()) {
            switch (instruction) {
                case Instruction.Assign(var target, var value, _)
                when target.isVariable() -> errors = with(errors, target, isError(value, errors));
                case Instruction.Call(var target, Expr.Symbol(var callee), var arguments, _) ->
                    errors = with(
                            errors,
                            target,
                            meaning.makesError(callee)
                                    && arguments.size() == 1
                                    && isError(arguments.getFirst(), errors));
                case Instruction.Call(var target, _, _, _) -> errors = with(errors, target, false);
                case Instruction.Opaque _ -> errors = 0;
                case Instruction.Assign _, Instruction.Drop _ -> {}
            }
        }
        return errors;
    }

    private long with(long errors, Place target, boolean isError) {
        long bit = bit(target.base().name());
        return isError ? errors | bit : errors & ~bit;
    }

    private long bit(String variable) {
        Integer number = numbers.get(variable);
        return number == null ? 0 : 1L << number;
    }

    private boolean isError(Expr value, long errors) {
        return meaning.isError(value) || variable(value).filter(name -> (errors & bit(name)) != 0).isPresent();
    }

    /// The variables of which a branch says that they hold an error.
    private long shown(Expr condition, boolean isTaken) {
        if (condition instanceof Expr.Apply(var operator, var operands)) {
            if (operator.equals("!") && operands.size() == 1) {
                return shown(operands.getFirst(), !isTaken);
            }
            boolean isBelow = operator.equals("<") && isTaken || operator.equals(">=") && !isTaken;
            return isBelow && operands.get(1) instanceof Expr.Literal(var bound, _) && bound == 0
                    ? variable(operands.getFirst())
                            .filter(name -> !meaning.mayBeAnswer(name))
                            .map(this::bit)
                            .orElse(0L)
                    : 0;
        }
        String from = isTaken ? variable(condition).map(asked::get).orElse(null) : null;
        return from == null ? 0 : bit(from);
    }
}
