// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.dump;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A stage of the analysis that has a text form.
public enum Stage {
    /// The source as it is parsed, and what was overwritten in it.
    DIALECT,
    /// The syntax tree.
    TREE,
    /// The lowered function.
    IR,
    /// The blocks with their edges and loops.
    CFG,
    /// Who calls the function and whom it calls.
    CALLGRAPH,
    /// What the function and what it calls does to objects.
    SUMMARIES,
    /// What happens to objects on the paths through the function.
    TYPESTATE,
    /// What each configuration knows that comes to a line of the function, which stands behind its name.
    MEMORY;

    /// The stage that the user names.
    public static Optional<Stage> named(String name) {
        for (Stage stage : values()) {
            if (stage.word().equals(name)) {
                return Optional.of(stage);
            }
        }
        return Optional.empty();
    }

    /// The names of all stages, as the help lists them.
    public static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return names().iterator();
        }
    }

    /// The names of all stages.
    public static List<String> names() {
        var names = new ArrayList<String>();
        for (Stage stage : values()) {
            names.add(stage.word());
        }
        return names;
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
