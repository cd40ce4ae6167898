// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.dump;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uringlint.cfg.Cfg;
import uringlint.cli.run.Analyzed;
import uringlint.dialect.Dialect;
import uringlint.dialect.DialectFact;
import uringlint.dialect.Prepared;
import uringlint.ir.BasicBlock;
import uringlint.ir.BlockId;
import uringlint.ir.Function;
import uringlint.ir.text.IrText;
import uringlint.load.Front;
import uringlint.rule.AnalyzedProgram;
import uringlint.source.LineTable;
import uringlint.source.Location;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;
import uringlint.syntax.SyntaxTree;
import uringlint.typestate.TypestateAnalysis;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.observe.Watchpoint;
import uringlint.typestate.protocol.Role;

/// Prints what a stage makes of one function.
public final class Dump {
    /// A function with a line of its file, as in `my_uring_cmd:120`.
    private static final Pattern AT = Pattern.compile("(.*[^:]):(\\d{1,7})");

    private Dump() {}

    /// The text of a stage for each function of this name; empty where there is none.
    public static String render(Stage stage, String name, Supplier<List<Analyzed>> analyze) {
        Matcher at = AT.matcher(name);
        return at.matches() ? render(stage, at.group(1), Integer.parseInt(at.group(2)), analyze) : render(stage, name, 0, analyze);
    }

    private static String render(Stage stage, String name, int line, Supplier<List<Analyzed>> analyze) {
        var text = new StringBuilder();
        for (Analyzed analyzed : analyze.get()) {
            for (Analyzed.Version version : analyzed.versions()) {
                for (Function function : version.program().index().functions()) {
                    if (function.name().equals(name)) {
                        text.append("// ").append(new Location(function.file(), function.nameSpan()));
                        text.append(analyzed.versions().size() > 1 ? ", kernel " + version.kernels() : "").append('\n');
                        append(text, stage, function, line, version.program());
                    }
                }
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, Stage stage, Function function, int line, AnalyzedProgram program) {
        switch (stage) {
            case DIALECT -> appendDialect(text, function);
            case TREE -> appendTree(text, function);
            case IR -> text.append(IrText.print(function));
            case CFG -> appendCfg(text, function);
            case CALLGRAPH -> appendCallGraph(text, function, program);
            case SUMMARIES -> appendSummary(text, function, program);
            case TYPESTATE -> appendTypestate(text, function, program);
            case MEMORY -> appendMemory(text, new Watchpoint(function, line), program);
        }
    }

    private static void appendDialect(StringBuilder text, Function function) {
        try (var front = new Front()) {
            Prepared prepared = function.file().isRust() ? Dialect.verbatim(function.file()) : front.prepare(function.file());
            Span span = function.span();
            text.append(new String(prepared.bytes(), span.start(), span.length(), StandardCharsets.UTF_8)).append('\n');
            List<DialectFact> facts = prepared.factsIn(span);
            text.append(new Prepared(prepared.original(), prepared.bytes(), facts, List.of()).describeFacts());
        }
    }

    private static void appendTree(StringBuilder text, Function function) {
        try (var front = new Front()) {
            Optional<SyntaxTree> parsed = function.file().isRust() ? front.parseRust(function.file()) : front.parse(function.file());
            parsed.ifPresent(tree -> append(text, tree.at(function.span()), 0));
        }
    }

    private static void append(StringBuilder text, SyntaxNode node, int depth) {
        text.repeat(' ', 2 * depth);
        if (!node.field().isEmpty()) {
            text.append(node.field()).append(": ");
        }
        text.append(node.kind());
        List<SyntaxNode> children = node.namedChildren();
        if (children.isEmpty()) {
            text.append(" `").append(node.text().replace("\n", "\\n")).append('`');
        }
        text.append('\n');
        for (SyntaxNode child : children) {
            append(text, child, depth + 1);
        }
    }

    private static void appendCfg(StringBuilder text, Function function) {
        var cfg = new Cfg(function);
        LineTable lines = function.file().lines();
        for (BasicBlock block : function.blocks()) {
            Span first = block.instructions().isEmpty() ? block.terminator().span() : block.instructions().getFirst().span();
            text.append(block.id().index()).append(": line ").append(lines.line(first.start()));
            text.append(", order ").append(cfg.order(block.id()));
            text.append(", from ").append(numbers(cfg.predecessors(block.id())));
            text.append(", to ").append(numbers(Cfg.successors(block)));
            if (cfg.isLoopHead(block.id())) {
                text.append(", head of the loop ").append(cfg.loop(block.id().index()));
            }
            text.append('\n');
        }
    }

    private static List<Integer> numbers(List<BlockId> blocks) {
        return blocks.stream().map(BlockId::index).toList();
    }

    private static void appendCallGraph(StringBuilder text, Function function, AnalyzedProgram program) {
        var graph = program.graph();
        for (Function caller : graph.callers(function)) {
            text.append("called by ").append(place(caller)).append('\n');
        }
        if (graph.isAddressTaken(function)) {
            text.append("used as a value\n");
        }
        for (Function callee : graph.callees(function)) {
            text.append("calls ").append(place(callee)).append('\n');
        }
    }

    private static String place(Function function) {
        return function.name() + ", " + new Location(function.file(), function.nameSpan());
    }

    /// What happens to objects in the function and below it, without the paths.
    private static void appendSummary(StringBuilder text, Function function, AnalyzedProgram program) {
        var graph = program.graph();
        Set<Function> below = new LinkedHashSet<>(List.of(function));
        var worklist = new ArrayDeque<>(below);
        while (!worklist.isEmpty()) {
            for (Function callee : graph.callees(worklist.poll())) {
                if (below.add(callee)) {
                    worklist.add(callee);
                }
            }
        }
        var effects = new TreeSet<String>();
        for (Observation observation : program.observations()) {
            if (below.contains(observation.function()) && !(observation instanceof Observation.Touch)) {
                effects.add(Happening.of(observation) + ", in " + place(observation.function()));
            }
        }
        effects.forEach(effect -> text.append(effect).append('\n'));
    }

    private static void appendTypestate(StringBuilder text, Function function, AnalyzedProgram program) {
        for (Role role : program.roles()) {
            if (role.function().equals(function)) {
                text.append(role.kind().word()).append(": ").append(role.how()).append('\n');
            }
        }
        for (Observation observation : program.observations()) {
            if (observation.function().equals(function)
                    || observation.role().function().equals(function)
                    || isPassed(observation, function)) {
                append(text, observation);
            }
        }
    }

    /// Once for each configuration and statement: what a statement does shows in what is known before the next one.
    private static void appendMemory(StringBuilder text, Watchpoint at, AnalyzedProgram program) {
        for (Watchpoint.Hit seen : TypestateAnalysis.look(program.index(), program.model(), at)) {
            text.append(seen.location())
                    .append(": before `")
                    .append(seen.location().file().text(seen.location().span()))
                    .append("`, from ")
                    .append(seen.role().function().name())
                    .append('\n');
            seen.trace()
                    .forEach(step -> text.append("    ")
                            .append(step.location())
                            .append(": ")
                            .append(step.message())
                            .append('\n'));
            seen.state().lines().forEach(line -> text.append("  ").append(line).append('\n'));
        }
    }

    private static boolean isPassed(Observation observation, Function function) {
        return observation.trace().stream().anyMatch(step -> step.location().file().equals(function.file())
                && function.span().contains(step.location().span()));
    }

    private static void append(StringBuilder text, Observation observation) {
        text.append(observation.location()).append(": ").append(Happening.of(observation));
        text.append(", from ").append(observation.role().function().name());
        text.append("\n    before ")
                .append(observation.before())
                .append(observation.isPublished() ? ", published" : "");
        if (!observation.parameters().isEmpty()) {
            text.append("\n    parameters ").append(new TreeMap<>(observation.parameters()));
        }
        if (!observation.locks().isEmpty()) {
            text.append("\n    locks ")
                    .append(observation.locks().stream()
                            .map(lock -> lock.kind() + " " + lock.name())
                            .toList());
        }
        text.append('\n');
        observation
                .trace()
                .forEach(step -> text.append("    ")
                        .append(step.location())
                        .append(": ")
                        .append(step.message())
                        .append('\n'));
    }
}
