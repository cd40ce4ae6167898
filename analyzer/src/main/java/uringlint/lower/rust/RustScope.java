// SPDX-License-Identifier: Apache-2.0

package uringlint.lower.rust;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import uringlint.ir.Place;
import uringlint.ir.Variable;
import uringlint.syntax.SyntaxNode;

/// The names of a block.
final class RustScope {
    private final Optional<RustScope> outer;
    private final Map<String, Binding> names = new HashMap<>();

    RustScope(Optional<RustScope> outer) {
        this.outer = outer;
    }

    /// What a name in sight is: a variable, one that has no value yet, or a closure that is lowered where it is called.
    sealed interface Binding {
        record Local(Variable variable, RustType type) implements Binding {}

        record Later(RustScope scope, RustType type, Place mark) implements Binding {}

        record Closure(SyntaxNode node, RustScope scope, Map<String, RustType> names) implements Binding {}
    }

    Optional<Binding> find(String name) {
        Binding known = names.get(name);
        return known != null ? Optional.of(known) : outer.flatMap(scope -> scope.find(name));
    }

    void put(String name, Binding binding) {
        names.put(name, binding);
    }
}
