// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.config;

import java.util.Collection;
import java.util.Set;
import java.util.function.BiFunction;

/// The names that a configuration may use for rules, and how to guess what a wrong one was meant to be: a text to put behind a message.
public record KnownNames(Set<String> rules, BiFunction<String, Collection<String>, String> hint) {
    public KnownNames {
        rules = Set.copyOf(rules);
    }
}
