// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.report;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uringlint.cfg.Cfg;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.TraceStep;
import uringlint.ir.BasicBlock;
import uringlint.ir.BlockId;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Terminator;
import uringlint.rule.AnalyzedProgram;
import uringlint.source.Location;
import uringlint.source.Span;

/// Leaves of the path to a report what the report depends on: all that happens, and of the conditions those that let it happen.
///
/// A condition matters if something that happens later in the same function lies in one of its arms. A check that only leaves the
/// function early does not: that the path went on is told by what comes next. What a report says of a flag, or of the result that it is
/// about, is told by the conditions on them.
public final class PathSlice {
    private static final Pattern ELSE = Pattern.compile("(?s).*\\belse\\b[\\s{(!]*(if\\b[\\s(!]*(let\\b.*)?)?$");
    private static final Pattern CONSTANT = Pattern.compile("\\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\\b(?!\\s*\\()");
    private static final Pattern RESULT = Pattern.compile("return\\s+\\(?([a-z_][a-z0-9_]*)\\)?;?");

    private static final Pattern JUMP = Pattern.compile("[\\s){]*(goto|break|continue)\\b");
    private static final Pattern END = Pattern.compile("[;{}]");
    private static final Span NOWHERE = new Span(0, 0);

    private final AnalyzedProgram program;

    /// For the reports on a program.
    public PathSlice(AnalyzedProgram program) {
        this.program = program;
    }

    /// The same report with the steps that matter.
    public Diagnostic of(Diagnostic report) {
        List<TraceStep> steps = report.trace();
        var kept = new ArrayList<TraceStep>();
        for (int at = 0; at < steps.size(); at++) {
            if (steps.get(at).kind() != TraceStep.Kind.BRANCH || isAbout(report, steps, at) || decides(report, steps, at)) {
                kept.add(steps.get(at));
            }
        }
        return kept.size() == steps.size() ? report : report.withTrace(kept);
    }

    /// Whether a condition is one on a flag of which the report speaks, or the last one on the result that is returned.
    private static boolean isAbout(Diagnostic report, List<TraceStep> steps, int at) {
        Set<String> constants = constants(text(steps.get(at).location()));
        constants.retainAll(constants(report.message() + " " + report.reason() + " " + report.help()));
        if (!constants.isEmpty()) {
            return true;
        }
        Matcher result = RESULT.matcher(text(report.location()).strip());
        if (!result.matches()) {
            return false;
        }
        Pattern word = Pattern.compile("\\b" + result.group(1) + "\\b");
        return word.matcher(text(steps.get(at).location())).find()
                && steps.subList(at + 1, steps.size()).stream()
                        .noneMatch(later -> later.kind() == TraceStep.Kind.BRANCH && word.matcher(text(later.location())).find());
    }

    private static Set<String> constants(String text) {
        var found = new HashSet<String>();
        CONSTANT.matcher(text).results().forEach(match -> found.add(match.group()));
        return found;
    }

    private static String text(Location place) {
        return place.file().text(place.span());
    }

    /// Whether something that happens behind a condition lies in one of its arms.
    private boolean decides(Diagnostic report, List<TraceStep> steps, int at) {
        Location place = steps.get(at).location();
        Optional<Function> holder = Reports.holder(place, program);
        Optional<Fork> fork = holder.flatMap(function -> Fork.at(function, place.span()));
        if (holder.isEmpty() || fork.isEmpty()) {
            return true;
        }
        Function function = holder.get();
        var happened = new ArrayList<Location>();
        steps.subList(at + 1, steps.size()).stream()
                .filter(later -> later.kind() != TraceStep.Kind.BRANCH)
                .map(TraceStep::location)
                .forEach(happened::add);
        happened.add(report.location());
        var blocks = new ArrayList<BitSet>();
        var called = new HashSet<String>();
        for (Location event : happened) {
            if (event.file() == function.file() && function.span().contains(event.span())) {
                blocks.add(blocks(function, instruction ->
                        instruction.span().equals(event.span()) || instruction.span().contains(event.span()), event.span()));
            } else {
                Reports.holder(event, program).map(Function::name).ifPresent(called::add);
            }
        }
        blocks.add(blocks(function, instruction -> instruction instanceof Instruction.Call(_, Expr.Symbol(var name), _, _)
                && called.contains(name), NOWHERE));
        blocks.removeIf(BitSet::isEmpty);
        return blocks.isEmpty() || blocks.stream().anyMatch(fork.get()::separates);
    }

    /// The blocks with such an instruction, or that end at a place.
    private static BitSet blocks(Function function, Predicate<Instruction> isMeant, Span end) {
        var found = new BitSet();
        for (BasicBlock block : function.blocks()) {
            found.set(block.id().index(), block.terminator().span().equals(end) || block.instructions().stream().anyMatch(isMeant));
        }
        return found;
    }

    /// A condition in the code: where it leads, and what of that is an arm of its own.
    private record Fork(BitSet nearest, BitSet other, boolean isGuard, boolean hasElse) {
        /// The condition with this place in a function. Its nearest way is the one whose code stands first behind it.
        static Optional<Fork> at(Function function, Span place) {
            for (BasicBlock block : function.blocks()) {
                if (block.terminator() instanceof Terminator.Branch(_, var whenTrue, var whenFalse, var span) && span.equals(place)) {
                    int one = start(function, whenTrue, span);
                    int two = start(function, whenFalse, span);
                    BlockId nearest = one <= two ? whenTrue : whenFalse;
                    BlockId other = one <= two ? whenFalse : whenTrue;
                    return Optional.of(new Fork(
                            reached(function, nearest, block.id()),
                            reached(function, other, block.id()),
                            isGuard(function, span, Math.min(one, two), Math.max(one, two)),
                            ELSE.matcher(between(function, span.end(), Math.max(one, two))).matches()));
                }
            }
            return Optional.empty();
        }

        /// Whether some of these blocks are reached on one of the two ways alone, by the choice of an arm and not for want of an early end.
        boolean separates(BitSet blocks) {
            boolean isOnNearest = nearest.intersects(blocks);
            boolean isOnOther = other.intersects(blocks);
            return isGuard ? isOnOther && !isOnNearest : isOnNearest && !isOnOther || hasElse && isOnOther && !isOnNearest;
        }

        /// Whether what stands first behind the condition is no arm of it: the next part of an `||`, what follows on a `goto` or a
        /// `?`, or on a loop whose condition stands at its end.
        private static boolean isGuard(Function function, Span condition, int nearest, int farthest) {
            String text = between(function, condition.end(), nearest);
            boolean isAlternative = text.contains("||") && !END.matcher(text).find();
            return isAlternative
                    || JUMP.matcher(text).lookingAt()
                    || function.file().text(condition).endsWith("?")
                    || farthest == Integer.MAX_VALUE;
        }

        private static String between(Function function, int from, int to) {
            int end = Math.min(to, function.span().end());
            return end <= from ? "" : new String(function.file().bytes(), from, end - from, StandardCharsets.UTF_8);
        }

        /// Where the code of a block stands; very far away if that is before the condition.
        private static int start(Function function, BlockId id, Span condition) {
            BasicBlock block = function.block(id);
            int hops = 0;
            while (block.instructions().isEmpty()
                    && block.terminator() instanceof Terminator.Jump(var next, var span)
                    // A `goto` stands where it is written, and not where it leads.
                    && !JUMP.matcher(function.file().text(span)).lookingAt()
                    && hops++ < function.blocks().size()) {
                block = function.block(next);
            }
            Span first = block.instructions().isEmpty() ? block.terminator().span() : block.instructions().getFirst().span();
            return first.start() >= condition.end() ? first.start() : Integer.MAX_VALUE;
        }

        /// The blocks that are reached from one without coming by another one.
        private static BitSet reached(Function function, BlockId from, BlockId without) {
            var reached = new BitSet();
            var worklist = new ArrayDeque<BlockId>();
            worklist.add(from);
            while (!worklist.isEmpty()) {
                BlockId next = worklist.poll();
                if (!next.equals(without) && !reached.get(next.index())) {
                    reached.set(next.index());
                    worklist.addAll(Cfg.successors(function.block(next)));
                }
            }
            return reached;
        }
    }
}
