// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.abstraction;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import uringlint.callgraph.IrWalk;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.diagnostic.TraceStep;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.Documentation;
import uringlint.rules.report.Handles;
import uringlint.rules.report.Verdict;
import uringlint.source.Location;

/// Reports calls whose `SAFETY` comment passes over a condition of the function that is called.
///
/// Kernels: all.
///
/// # What it reports
/// A call, in an `unsafe` block that touches a command, of an `unsafe` function of the program that asks under `# Safety` for
/// something about lifetime, exclusive access, the context and its flags, how often it is called, or initialized memory; and
/// whose comment has no word about that.
///
/// # Why it matters
/// The conditions are what makes the call sound, all of them. One that the comment does not speak of is one that nobody has
/// looked at: often the very one that fails, such as that nobody else writes an SQE, which user space does.
///
/// # Wrong
/// `samples/safety-condition-unargued/only-validity.rs`
///
/// # Right
/// `samples/safety-condition-unargued/both-conditions.rs`
///
/// # Limits
/// Words are matched, not understood: one that belongs to the subject is enough, and so is a reference to the caller or to
/// another comment.
///
/// # References
/// - `Documentation/rust/coding-guidelines.rst`: comments at `unsafe`.
public final class SafetyConditionUnargued implements Rule {
    private static final RuleInfo INFO = new RuleInfo("safety-condition-unargued", Severity.NOTE,
            "a `SAFETY` comment passes over a condition of what is called").ofAbstractions();
    private static final Pattern ELSEWHERE = Pattern.compile(
            "\\b(callers?|same|see|above|below|ditto|requirements?|preconditions?|conditions?|contract)\\b", Pattern.CASE_INSENSITIVE);

    /// What conditions are about, by the words that ask for it, and by those that may answer.
    private enum Subject {
        LIFETIME("what keeps it alive", "alive|lives?|lifetime|outlives?|dangling|freed|(remains?|stays?) valid",
                "alive|live[sd]?|lifetime|outlive\\w*|dangling|freed|until|while|as long|for the|during|duration|own\\w*|holds?"
                    + "|keeps?|valid"
                    + "|refcount\\w*|ours?|us|gives?|never ends|'static|returns?"),
        ACCESS("who else has access", "exclusive\\w*|alias\\w*|no other|no mutable|mutable (access|references?)|concurrent\\w*",
                "exclusive\\w*|uniqu\\w*|alias\\w*|no other|nobody|no one|none|only|sole|concurrent\\w*|own\\w*|mut|mutabl[ey]"
                    + "|rac(e|es)|lock\\w*|consum\\w*|moved|our|ours|us|gives?|first|fresh|new|shared?|else|atomic\\w*|volatile|writ\\w+"),
        CONTEXT("the context and its flags", "issue_?flags|context",
                "flags?|context|task work|handler|callback|call|worker|lock|unlocked|task|thread|core"),
        COUNT("how often it is done", "once|twice|second time|not (yet )?been (completed|queued)|already",
                "once|twice|first|fresh|new|own\\w*|consum\\w*|moved?|not|still|pending|taken|our|ours|only|never|queued|nobody"),
        CONTENT("what was written there", "initiali[sz]ed", "initiali[sz]\\w*|zeroed|writ\\w+|wrote|valid|fill\\w*|set|prepared|bytes?");

        private final String words;
        private final Pattern asked;
        private final Pattern answered;

        Subject(String words, String asked, String answered) {
            this.words = words;
            this.asked = Pattern.compile("\\b(" + asked + ")\\b", Pattern.CASE_INSENSITIVE);
            this.answered = Pattern.compile("\\b(" + answered + ")\\b|&mut", Pattern.CASE_INSENSITIVE);
        }
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        for (UncheckedBlock block : UncheckedBlock.in(Handles.in(program))) {
            Optional<String> argument = block.argument().filter(text -> !ELSEWHERE.matcher(text).find());
            Set<Function> told = new HashSet<>();
            for (Instruction.Call call : argument.isPresent() ? block.calls() : List.<Instruction.Call>of()) {
                program.index().resolve(IrWalk.functionName(call.callee()), block.function().file())
                        .filter(callee -> callee.signature().isUnsafe() && told.add(callee))
                        .flatMap(callee -> passedOver(callee, argument.orElseThrow()).map(subject -> report(block, call, callee, subject)))
                        .ifPresent(reports::add);
            }
        }
        return reports;
    }

    /// The first subject that a function asks for, and an argument has no word about.
    private static Optional<Subject> passedOver(Function callee, String argument) {
        for (String condition : Documentation.of(callee.file(), callee.span()).conditions()) {
            for (Subject subject : Subject.values()) {
                if (subject.asked.matcher(condition).find() && !subject.answered.matcher(argument).find()) {
                    return Optional.of(subject);
                }
            }
        }
        return Optional.empty();
    }

    private static Diagnostic report(UncheckedBlock block, Instruction.Call call, Function callee, Subject subject) {
        String name = Surface.name(callee.name());
        var step = new TraceStep(
                new Location(callee.file(), callee.nameSpan()), "`%s` says under `# Safety` what it needs".formatted(name));
        return Verdict.of(INFO, "the `SAFETY` comment does not say %s, which `%s` asks about".formatted(subject.words, name),
                "a condition that nobody argues is one that nobody has looked at",
                "say for each condition of `%s` why it holds here".formatted(name)).at(block.function(), call.span(), List.of(step));
    }
}
