// SPDX-License-Identifier: Apache-2.0

package uringlint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import uringlint.cli.Main;
import uringlint.rules.Rules;

/// Classes use one another in one direction, as packages do.
class ClassCyclesTest {
    /// The classes that use one another in circles, a line a knot. Two reasons are good: data that is made of itself, and
    /// recursive descent over a language in which statements hold expressions, and expressions statements.
    private static final String KNOTS = """
        ir: Expr Place Projection Type Variable
        syntax: SyntaxNode SyntaxTree
        lower: CallLowering Conditions Expansion Expressions FunctionLowering Initializers Iterators Jumps \
        Locals Places Statements Switches
        lower.rust: BodyLowering ClosureInlining Closures Composites Containers Control DeclaredCalls Deferred Drops Invocations Iterations \
        KnownCalls MacroCalls MacroExpansion MacroFragments MethodCalls OptionPlaces Ownership Patterns PointerMethods \
        RustConditions RustLoops RustPaths RustPlaces Values Wrapped WrappedMethods
        typestate.value: MemoryLocation Symbol Value
        layout: Layouts Measures Structure
        """;

    private static final Pattern EDGE =
            Pattern.compile("^ +uringlint\\.([\\w.$]+) +-> uringlint\\.([\\w.$]+) .*$", Pattern.MULTILINE);

    @Test
    void classesUseOneAnotherInOneDirection() {
        assertThat(knots(edges())).isEqualTo(KNOTS.lines().map(ClassCyclesTest::knot).collect(Collectors.toSet()));
    }

    private static Set<String> knot(String line) {
        String home = line.substring(0, line.indexOf(':'));
        return Arrays.stream(line.substring(home.length() + 2).split(" "))
                .map(name -> home + "." + name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// What each top-level class uses, as jdeps reads it off the classes.
    private static Map<String, Set<String>> edges() {
        var output = new StringWriter();
        try (var writer = new PrintWriter(output)) {
            ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
            var arguments = new ArrayList<>(List.of("--multi-release", "25", "-verbose:class", "-filter:none"));
            Stream.of(Analyzer.class, Rules.class, Main.class).forEach(type -> arguments.add(classes(type).toString()));
            jdeps.run(writer, writer, arguments.toArray(String[]::new));
        }
        var edges = new TreeMap<String, Set<String>>();
        var found = EDGE.matcher(output.toString());
        while (found.find()) {
            String user = outermost(found.group(1));
            String used = outermost(found.group(2));
            edges.computeIfAbsent(used, _ -> new TreeSet<>());
            Set<String> all = edges.computeIfAbsent(user, _ -> new TreeSet<>());
            if (!user.equals(used)) {
                all.add(used);
            }
        }
        assertThat(edges).hasSizeGreaterThan(300);
        return edges;
    }

    private static String outermost(String type) {
        int inner = type.indexOf('$');
        return inner < 0 ? type : type.substring(0, inner);
    }

    private static Path classes(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The strongly connected components of more than one class: two classes are in one if each is reached from the other.
    private static Set<Set<String>> knots(Map<String, Set<String>> edges) {
        var reached = new HashMap<String, Set<String>>();
        edges.keySet().forEach(type -> reached.put(type, reachedFrom(type, edges)));
        return edges.keySet().stream()
                .map(type -> (Set<String>) reached.get(type).stream()
                        .filter(other -> reached.get(other).contains(type))
                        .collect(Collectors.toCollection(TreeSet::new)))
                .filter(knot -> knot.size() > 1)
                .collect(Collectors.toSet());
    }

    private static Set<String> reachedFrom(String type, Map<String, Set<String>> edges) {
        var reached = new TreeSet<String>();
        Deque<String> open = new ArrayDeque<>(edges.get(type));
        while (!open.isEmpty()) {
            String next = open.poll();
            if (reached.add(next)) {
                open.addAll(edges.get(next));
            }
        }
        return reached;
    }
}
