// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.report;

import com.google.gson.FormattingStyle;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.IntStream;
import uringlint.rule.AnalyzedProgram;
import uringlint.source.Location;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.protocol.Role;

/// The functions by which the kernel enters a driver, and what becomes of commands from there.
public final class Entries {
    private static final String INDENT = "    ";
    private static final String[] HEAD = {"FUNCTION", "PLACE", "ROLE", "ENTERED BY"};

    private Entries() {}

    /// One entry point. `effects` say what happens to commands on the paths from it.
    public record Entry(String function, String path, int line, String role, String how, List<Effect> effects) {
        public Entry {
            effects = List.copyOf(effects);
        }
    }

    /// Something that happens to a command: a verb, what by or where to, and the place.
    public record Effect(String kind, String what, String function, String path, int line) {}

    /// The entries of a program, by file and line.
    public static List<Entry> of(AnalyzedProgram program) {
        var entries = new ArrayList<Entry>();
        for (Role role : program.roles()) {
            var place = new Location(role.function().file(), role.function().nameSpan());
            entries.add(new Entry(
                    role.function().name(),
                    place.file().path(),
                    place.line(),
                    role.kind().word(),
                    role.how(),
                    effects(program, role)));
        }
        entries.sort(Comparator.comparing(Entry::path).thenComparing(Entry::line).thenComparing(Entry::role).thenComparing(Entry::how));
        return entries.stream().distinct().toList();
    }

    private static List<Effect> effects(AnalyzedProgram program, Role role) {
        var effects = new TreeSet<Effect>(Comparator.comparing(Effect::kind).thenComparing(Effect::path).thenComparing(Effect::line)
                .thenComparing(Effect::what));
        for (Observation observation : program.observations()) {
            String kind = switch (observation) {
                case Observation.Complete _ -> "completes";
                case Observation.HandOff _ -> "hands off";
                case Observation.Publish _ -> "publishes";
                case Observation.Mark _ -> "marks";
                case Observation.Answer _ -> "answers";
                case Observation.Reissue _ -> "reissues";
                case Observation.Take _,
                        Observation.Touch _,
                        Observation.Exit _,
                        Observation.Look _,
                        Observation.KeepLocal _,
                        Observation.Call _,
                        Observation.Sleep _,
                        Observation.UserCopy _,
                        Observation.Start _,
                        Observation.MistakenCopy _,
                        Observation.Carry _,
                        Observation.Release _ -> "";
            };
            if (!kind.isEmpty() && observation.role().equals(role)) {
                var place = observation.location();
                String what = switch (observation) {
                    case Observation.HandOff(_, var carrier, _) -> carrier.name().toLowerCase(Locale.ROOT).replace('_', ' ');
                    case Observation.Publish(_, var kept) -> kept.text();
                    case Observation.Complete _, Observation.Answer _, Observation.Reissue _, Observation.Mark _,
                            Observation.Take _, Observation.Touch _, Observation.Carry _,
                            Observation.Release _, Observation.Exit _, Observation.Look _,
                            Observation.KeepLocal _, Observation.Call _, Observation.Sleep _,
                            Observation.Start _, Observation.UserCopy _, Observation.MistakenCopy _ -> observation.object();
                };
                effects.add(new Effect(kind, what, observation.function().name(), place.file().path(), place.line()));
            }
        }
        return List.copyOf(effects);
    }

    /// The entries as a table, each with its effects below it; where a table is wider than that, as paragraphs.
    public static String text(List<Entry> entries, int width) {
        int[] widths = new int[HEAD.length];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = Cells.width(HEAD[column]);
            for (Entry entry : entries) {
                widths[column] = Math.max(widths[column], Cells.width(cells(entry)[column]));
            }
        }
        boolean isTable = IntStream.of(widths).sum() + 2 * (widths.length - 1) <= width;
        var text = new StringBuilder();
        if (isTable) {
            row(text, HEAD, widths);
        }
        for (Entry entry : entries) {
            if (isTable) {
                row(text, cells(entry), widths);
            } else {
                paragraph(text, cells(entry), width);
            }
            for (Effect effect : entry.effects()) {
                String line = effect.kind()
                        + (effect.what().isEmpty() ? "" : " (" + Excerpt.clean(effect.what()) + ")")
                        + (effect.function().equals(entry.function()) ? "" : " in " + effect.function())
                        + (effect.path().equals(entry.path()) ? ", line " : ", " + Excerpt.clean(effect.path()) + ":")
                        + effect.line();
                text.append(INDENT).append(String.join("\n" + INDENT + INDENT, Cells.wrap(line, width - 2 * INDENT.length()))).append('\n');
            }
        }
        return Printable.lines(text.toString());
    }

    private static void paragraph(StringBuilder text, String[] cells, int width) {
        text.append(cells[0]).append(": ").append(cells[2]).append('\n').append("  --> ").append(cells[1]).append('\n');
        if (!cells[3].isEmpty()) {
            text.append("  entered by ").append(String.join("\n    ", Cells.wrap(cells[3], width - 13))).append('\n');
        }
    }

    private static String[] cells(Entry entry) {
        return new String[] {
            entry.function(), Excerpt.clean(entry.path()) + ":" + entry.line(), entry.role(), Excerpt.clean(entry.how())
        };
    }

    private static void row(StringBuilder text, String[] cells, int[] widths) {
        for (int column = 0; column < cells.length; column++) {
            text.append(cells[column]);
            if (column + 1 < widths.length) {
                text.repeat(' ', widths[column] + 2 - Cells.width(cells[column]));
            }
        }
        text.append('\n');
    }

    /// The entries as JSON; `docs/json.md` says what the members mean.
    public static String json(List<Entry> entries) {
        var text = new StringWriter();
        try (var writer = new JsonWriter(text)) {
            writer.setFormattingStyle(FormattingStyle.PRETTY);
            writer.beginObject().name("entries").beginArray();
            for (Entry entry : entries) {
                writer.beginObject();
                writer.name("function").value(entry.function());
                writer.name("path").value(entry.path());
                writer.name("line").value(entry.line());
                writer.name("role").value(entry.role());
                writer.name("enteredBy").value(entry.how());
                writer.name("effects").beginArray();
                for (Effect effect : entry.effects()) {
                    writer.beginObject();
                    writer.name("kind").value(effect.kind());
                    writer.name("what").value(effect.what());
                    writer.name("function").value(effect.function());
                    writer.name("path").value(effect.path());
                    writer.name("line").value(effect.line());
                    writer.endObject();
                }
                writer.endArray();
                writer.endObject();
            }
            writer.endArray().endObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Printable.json(text.append('\n').toString());
    }
}
