// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.checks;

import java.util.Collections;
import java.util.List;
import uringlint.callgraph.IrWalk;
import uringlint.callgraph.ProgramIndex;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.ir.Type;
import uringlint.ir.TypeDeclaration;
import uringlint.layout.DataModel;
import uringlint.layout.Layouts;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Evidence;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.model.UringFunctions;
import uringlint.rules.report.CTypes;
import uringlint.rules.report.Subjects;
import uringlint.rules.report.Verdict;
import uringlint.typestate.protocol.Role;

/// Reports a structure of user space that has another layout for 32-bit programs, and that is copied without a look at who sends it.
///
/// Kernels: 6.7 and newer.
///
/// # What it reports
/// A `copy_from_user()` or `copy_to_user()`, in a handler or what it calls, of a structure that holds pointers or `long`s, where
/// nothing in the handler asks for `IO_URING_F_COMPAT` or calls `in_compat_syscall()`.
///
/// # Why it matters
/// A 32-bit program on a 64-bit kernel has 4-byte pointers in its structure. The driver reads two of them as one address, and
/// takes the rest of its members from the wrong places. The file's `compat_ioctl` does not help: commands have one entry for
/// both.
///
/// # Wrong
/// `samples/compat-unchecked/pointer-from-user.c`
///
/// # Right
/// `samples/compat-unchecked/fixed-width.c`
///
/// # Limits
/// The structure has to be declared in what was read, with a layout that is known for both kinds of programs. A driver that is
/// not built for machines with 32-bit programs has nothing to fear. A test anywhere below the handler counts.
///
/// # References
/// - Commit 5fea44a6e05b (6.7) added `IO_URING_F_COMPAT`.
/// - `btrfs_uring_encoded_read()` in `fs/btrfs/ioctl.c` translates `struct btrfs_ioctl_encoded_io_args_32`.
public final class CompatUnchecked implements Rule {
    private static final RuleInfo INFO =
            new RuleInfo("compat-unchecked", Severity.NOTE, "a structure of 32-bit programs is taken for one of 64-bit programs")
            .needing(Evidence.CHECKS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        if (!program.model().version().isAtLeast(6, 7)) {
            return List.of();
        }
        var wide = new Layouts(program.declarations(), DataModel.LP64);
        var narrow = new Layouts(program.declarations(), DataModel.ILP32);
        return program.roles().stream().filter(role -> role.kind() == Role.Kind.HANDLER)
                .map(role -> Subjects.closure(List.of(role.function()), program))
                .filter(below -> below.stream()
                        .allMatch(function -> Collections.disjoint(IrWalk.names(function), UringFunctions.COMPAT_TESTS)))
                .flatMap(below -> below.stream().flatMap(function -> UserCopy.of(function, program.declarations(), wide).stream()))
                .filter(copy -> narrow.of(copy.type()).isPresent() && holdsWords(copy.type(), program.declarations(), 0))
                .map(copy -> Verdict.of(INFO,
                        "`%s` has another layout in 32-bit programs, and nothing tests for them".formatted(CTypes.spelled(copy.type())),
                        "its pointers and `long`s have 4 bytes there, and the command is the same",
                        "give it members of fixed widths, or translate it where `IO_URING_F_COMPAT` is set")
                        .at(copy.function(), copy.span()))
                .toList();
    }

    /// Whether a structure holds pointers or `long`s; a lone `long` is no structure.
    private static boolean holdsWords(Type type, ProgramIndex index, int depth) {
        return switch (index.resolve(type)) {
            case Type.Tagged(_, var tag) -> depth < 8
                    && index.composite(tag).map(TypeDeclaration.Composite::members).orElse(List.of()).stream()
                    .anyMatch(member -> holdsWords(member.type(), index, depth + 1));
            case Type.Array(var element, _) -> holdsWords(element, index, depth + 1);
            case Type.Pointer _ -> depth > 0;
            case Type.Named(var name) -> depth > 0 && CTypes.WORDS.contains(name);
            case Type.Callable _, Type.Unknown _ -> false;
        };
    }
}
