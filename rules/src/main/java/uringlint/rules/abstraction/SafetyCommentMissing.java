// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.abstraction;

import java.util.List;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.Handles;
import uringlint.rules.report.Verdict;
import uringlint.source.Span;

/// Reports `unsafe` blocks that touch a command and do not say why they may.
///
/// Kernels: all.
///
/// # What it reports
/// An `unsafe` block that reads, writes or gives away a command, its SQE, or the part of either that is the driver's, with no
/// `SAFETY` comment: above its statement, in front of it, or first in it.
///
/// # Why it matters
/// What makes such a block sound lies elsewhere: who owns the command, whether its handler still runs, who else writes. The
/// comment is the only place where a reader finds it, and the only one at which a later change can be seen to break it. Kernel
/// builds with Clippy warn about it, too.
///
/// # Wrong
/// `samples/safety-comment-missing/completes-without-a-word.rs`
///
/// # Right
/// `samples/safety-comment-missing/all-are-argued.rs`
///
/// # Limits
/// Blocks that only make one pointer of another, and those that a macro brings, are not looked at.
///
/// # References
/// - `Documentation/rust/coding-guidelines.rst`: "every `unsafe` block must be preceded by a `// SAFETY:` comment".
/// - `clippy::undocumented_unsafe_blocks`, which `rust/` and drivers are built with.
public final class SafetyCommentMissing implements Rule {
    private static final RuleInfo INFO = new RuleInfo("safety-comment-missing", Severity.NOTE,
            "an `unsafe` block touches a command without a `SAFETY` comment").ofAbstractions();
    private static final int KEYWORD = "unsafe".length();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        return UncheckedBlock.in(Handles.in(program)).stream().filter(block -> block.argument().isEmpty()).map(block -> Verdict.of(INFO,
                "an `unsafe` block in `%s` touches a command and has no `SAFETY` comment".formatted(Surface.name(block.function().name())),
                "who owns the command and what keeps it alive is decided elsewhere, and nothing here says where",
                "say in a `SAFETY` comment above it why it is sound")
                .at(block.function(), new Span(block.span().start(), block.span().start() + KEYWORD))).toList();
    }
}
