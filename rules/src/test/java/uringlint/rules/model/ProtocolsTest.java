// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import uringlint.Analyzer;
import uringlint.layout.ObjectMemory;
import uringlint.load.FileProvider;
import uringlint.load.Vocabulary;
import uringlint.rule.AnalyzedProgram;
import uringlint.source.Location;
import uringlint.source.Prelude;
import uringlint.source.SourceFile;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.protocol.ObjectState;
import uringlint.typestate.protocol.Role;

/// The engine follows objects of other protocols by data alone. A line of a sample that breaks its protocol says how:
/// `// twice`, `// never` or `// late`. What it does not find yet is marked `// missed: HOW`, and what it finds by mistake
/// `// spurious: HOW`; both fail as soon as they are not true any more.
class ProtocolsTest {
    private static final Pattern MARK = Pattern.compile("// (missed: |spurious: |)(twice|never|late)$");

    @TestFactory
    Stream<DynamicTest> samples() throws IOException, URISyntaxException {
        var tests = new ArrayList<DynamicTest>();
        for (Protocols protocol : Protocols.values()) {
            var folder = Path.of(ProtocolsTest.class
                    .getResource("protocols/" + protocol.name().toLowerCase(Locale.ROOT))
                    .toURI());
            try (Stream<Path> files = Files.list(folder)) {
                List<Path> samples = files.sorted().toList();
                assertThat(samples).as(protocol.name()).hasSizeGreaterThanOrEqualTo(10);
                samples.forEach(sample -> tests.add(
                        DynamicTest.dynamicTest(protocol + " " + sample.getFileName(), () -> check(protocol, sample))));
            }
        }
        return tests.stream();
    }

    private static void check(Protocols protocol, Path sample) throws IOException {
        var file = new SourceFile(sample.getFileName().toString(), Files.readAllBytes(sample));
        var vocabulary = new Vocabulary(protocol.type(), ObjectMemory.NONE, Prelude.NONE, protocol.names()::contains);
        AnalyzedProgram program = Analyzer.analyze(Analyzer.load(List.of(file), FileProvider.NONE, vocabulary), protocol.model());
        if (marked(file, "missed: ").isEmpty()) {
            assertThat(program.roles()).as("entry points").isNotEmpty();
        }
        assertThat(violations(program)).as(file.path()).isEqualTo(marked(file, "", "spurious: "));
    }

    private static TreeSet<String> marked(SourceFile file, String... kinds) {
        var marked = new TreeSet<String>();
        List<String> lines = new String(file.bytes(), StandardCharsets.UTF_8).lines().toList();
        for (int line = 0; line < lines.size(); line++) {
            var mark = MARK.matcher(lines.get(line));
            if (mark.find() && List.of(kinds).contains(mark.group(1))) {
                marked.add((line + 1) + " " + mark.group(2));
            }
        }
        return marked;
    }

    private static TreeSet<String> violations(AnalyzedProgram program) {
        var found = new TreeSet<String>();
        for (Observation seen : program.observations()) {
            String what = violation(seen, program.model().queued());
            if (!what.isEmpty()) {
                Location place = seen.location();
                found.add(place.file().lines().line(place.span().start()) + " " + what);
            }
        }
        return found;
    }

    /// How something that happened breaks any protocol in which an object is ended once; empty if it does not.
    private static String violation(Observation seen, long queued) {
        ObjectState before = seen.before();
        boolean isGone = switch (before.life()) {
            case COMPLETED, HANDED_OFF, RETURNED -> true;
            case OWNED, ESCAPED -> false;
        };
        return switch (seen) {
            case Observation.Complete _, Observation.HandOff _ ->
                isGone || isLastOfOwn(before) && seen.isPublished() ? "twice" : "";
            case Observation.Touch _ -> before.life() == ObjectState.Life.COMPLETED ? "late" : "";
            case Observation.Exit exit -> exit(exit, isGone, queued);
            default -> "";
        };
    }

    /// Whether the path ends an object for the last time that is its own: it was called for that, or took it away from where it was.
    private static boolean isLastOfOwn(ObjectState state) {
        return state.owed() == 1 && (state.isOwn() || state.taken() == ObjectState.Taken.YES);
    }

    private static String exit(Observation.Exit exit, boolean isGone, long queued) {
        boolean isAnswered = exit.role().kind() == Role.Kind.HANDLER
                && exit.before().source() == ObjectState.Source.ISSUED
                && !isVoid(exit);
        if (isAnswered && (isGone || exit.isPublished())) {
            return exit.result().contains(queued) ? "" : "twice";
        }
        boolean isKept = !isAnswered || exit.result().isOnly(queued);
        return exit.before().life() == ObjectState.Life.OWNED && !exit.isPublished() && isKept ? "never" : "";
    }

    private static boolean isVoid(Observation.Exit exit) {
        return exit.role().function().result().equals(new uringlint.ir.Type.Named("void"));
    }
}
