// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A piece of memory: a region and the steps into it. `io->cmd` is the region that `io` points to, then `.cmd`.
public final class MemoryLocation {
    private final Region region;
    private final List<Step> path;
    private final int hash;
    private final boolean hasElements;
    private final String lastField;

    public MemoryLocation(Region region, List<Step> path) {
        this.region = region;
        this.path = List.copyOf(path);
        this.hash = region.hashCode() * 31 + this.path.hashCode();
        boolean isOpen = false;
        String last = "";
        for (int at = 0; at < this.path.size(); at++) {
            switch (this.path.get(at)) {
                case Step.Field(var name) -> last = name;
                case Step.Element(var index) -> isOpen |= !(index instanceof Value.Int);
            }
        }
        this.hasElements = isOpen;
        this.lastField = last;
    }

    /// Memory that is one piece for the program.
    public sealed interface Region {
        /// A local variable or parameter of an active call. `frame` tells recursive calls apart.
        record Local(String frame, String variable) implements Region {
            @Override
            public boolean equals(Object other) {
                return other instanceof Local that && variable.equals(that.variable) && frame.equals(that.frame);
            }

            @Override
            public int hashCode() {
                return frame.hashCode() * 31 + variable.hashCode();
            }
        }

        /// A variable at file level.
        record Global(String name) implements Region {
            @Override
            public boolean equals(Object other) {
                return other instanceof Global that && name.equals(that.name);
            }

            @Override
            public int hashCode() {
                return name.hashCode();
            }
        }

        /// What a symbol points to.
        record Pointee(Symbol pointer) implements Region {
            @Override
            public boolean equals(Object other) {
                return other instanceof Pointee that && pointer == that.pointer;
            }

            @Override
            public int hashCode() {
                return pointer.hashCode() * 31 + 7;
            }
        }
    }

    /// A step into a region.
    public sealed interface Step {
        record Field(String name) implements Step {
            @Override
            public boolean equals(Object other) {
                return other instanceof Field that && name.equals(that.name);
            }

            @Override
            public int hashCode() {
                return name.hashCode();
            }
        }

        record Element(Value index) implements Step {
            @Override
            public boolean equals(Object other) {
                return other instanceof Element that && index.equals(that.index);
            }

            @Override
            public int hashCode() {
                return index.hashCode() * 31 + 3;
            }
        }
    }

    public static MemoryLocation of(Region region) {
        return new MemoryLocation(region, List.of());
    }

    public Region region() {
        return region;
    }

    public List<Step> path() {
        return path;
    }

    public MemoryLocation field(String name) {
        return then(new Step.Field(name));
    }

    /// A part of what is here, by a path such as `job.cmd`.
    public MemoryLocation fields(String path) {
        MemoryLocation inner = this;
        for (String name : path.split("\\.")) {
            inner = inner.field(name);
        }
        return inner;
    }

    public MemoryLocation then(Step step) {
        var longer = new ArrayList<Step>(path.size() + 1);
        longer.addAll(path);
        longer.add(step);
        return new MemoryLocation(region, longer);
    }

    public MemoryLocation then(List<Step> steps) {
        if (steps.isEmpty()) {
            return this;
        }
        var longer = new ArrayList<Step>(path.size() + steps.size());
        longer.addAll(path);
        longer.addAll(steps);
        return new MemoryLocation(region, longer);
    }

    /// The numbers of the elements behind the last field, as far as they are known.
    public List<Long> elements() {
        var elements = new ArrayList<Long>();
        for (Step step : path.reversed()) {
            if (!(step instanceof Step.Element(Value.Int(var number)))) {
                break;
            }
            elements.addFirst(number);
        }
        return elements;
    }

    /// Whether a step on the path is an element of an array, of which the number is not known.
    public boolean hasElements() {
        return hasElements;
    }

    /// The same location in some element of each array on the path.
    public MemoryLocation withoutElements() {
        return hasElements()
                ? new MemoryLocation(
                        region,
                        path.stream()
                                .map(step -> step instanceof Step.Element ? SOME : step)
                                .toList())
                : this;
    }

    private static final Step SOME = new Step.Element(Value.OPAQUE);

    static final Symbol[] NOBODY = new Symbol[0];
    // Null until somebody asks, so that a thread that does not see what another one wrote finds out for itself.
    @SuppressWarnings("NullAway.Init")
    private Symbol[] mentioned;

    /// The symbols that the location is made of. Not to be written to.
    public Symbol[] mentioned() {
        Symbol[] known = mentioned;
        if (known == null) {
            known = region instanceof Region.Pointee(var holder) ? holder.mentioned() : NOBODY;
            for (int at = 0; at < path.size(); at++) {
                if (path.get(at) instanceof Step.Element(var index)) {
                    known = with(known, index);
                }
            }
            mentioned = known;
        }
        return known;
    }

    private static Symbol[] with(Symbol[] known, Value value) {
        return switch (value) {
            case Value.Unknown(var symbol) -> both(known, symbol.mentioned());
            case Value.Address(var target) -> both(known, target.mentioned());
            case Value.Term(_, var operands) -> {
                Symbol[] all = known;
                for (int at = 0; at < operands.size(); at++) {
                    all = with(all, operands.get(at));
                }
                yield all;
            }
            case Value.Int _, Value.Named _, Value.Code _, Value.Opaque _ -> known;
        };
    }

    private static Symbol[] both(Symbol[] one, Symbol[] other) {
        if (one.length == 0) {
            return other;
        }
        Symbol[] all = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, all, one.length, other.length);
        return all;
    }

    /// Whether this location lies in `outer` or is it.
    public boolean isWithin(MemoryLocation outer) {
        int length = outer.path.size();
        if (path.size() < length || path.size() == length && hash != outer.hash || !region.equals(outer.region)) {
            return false;
        }
        for (int index = 0; index < length; index++) {
            if (!path.get(index).equals(outer.path.get(index))) {
                return false;
            }
        }
        return true;
    }

    /// The fields on the path, as in `job.cmd`.
    public String fieldPath() {
        return String.join(".", fields());
    }

    /// The names of the fields on the path.
    public List<String> fields() {
        var names = new ArrayList<String>(path.size());
        for (Step step : path) {
            if (step instanceof Step.Field(var name)) {
                names.add(name);
            }
        }
        return names;
    }

    /// The name behind the last `.` or `->` of a path as people read it, or an empty string.
    static String lastField(String path) {
        int dot = Math.max(path.lastIndexOf('.'), path.lastIndexOf('>'));
        return dot < 0 ? "" : path.substring(dot + 1);
    }

    /// The name of the last field on the path, or an empty string.
    public String lastField() {
        return lastField;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof MemoryLocation that && hash == that.hash && path.size() == that.path.size() && isWithin(that);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        boolean pointer = false;
        switch (region) {
            case Region.Local(_, var variable) -> text.append(variable);
            case Region.Global(var name) -> text.append(name);
            case Region.Pointee(var symbol) -> {
                text.append(path.isEmpty() ? "*" : "").append(symbol);
                pointer = true;
            }
        }
        for (Step step : path) {
            switch (step) {
                // What code calls by no name.
                case Step.Field(var name)
                when name.startsWith("<") -> {}
                case Step.Field(var name) -> text.append(pointer ? "->" : ".").append(name);
                case Step.Element(var index) ->
                    text.append('[')
                            .append(index instanceof Value.Int(var number) ? number : "")
                            .append(']');
            }
            pointer = false;
        }
        return text.toString();
    }
}
