// SPDX-License-Identifier: Apache-2.0

package uringlint.lower;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import uringlint.ir.Variable;

/// The names of one block of C, inside those of the block around it.
final class Scope {
    private final Optional<Scope> outer;
    private final Map<String, Variable> variables = new HashMap<>(8);

    Scope(Optional<Scope> outer) {
        this.outer = outer;
    }

    Scope inner() {
        return new Scope(Optional.of(this));
    }

    Optional<Variable> here(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    Optional<Variable> find(String name) {
        for (Optional<Scope> scope = Optional.of(this); scope.isPresent(); scope = scope.get().outer) {
            Variable found = scope.get().variables.get(name);
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    void put(String name, Variable variable) {
        variables.put(name, variable);
    }
}
