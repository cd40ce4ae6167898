package uringlint.rules.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import uringlint.callgraph.IrWalk;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.ir.BasicBlock;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Terminator;
import uringlint.ir.Type;
import uringlint.ir.TypeDeclaration;
import uringlint.callgraph.ProgramIndex;
import uringlint.layout.DataModel;
import uringlint.layout.Layout;
import uringlint.layout.Layouts;
import uringlint.layout.Spelling;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.model.KernelVersion;
import uringlint.rules.report.Subjects;
import uringlint.rules.report.Verdict;
import uringlint.typestate.Role;

/// Reports a structure of user space that has another layout for 32-bit programs, and that is copied without a look at who sends it.
///
/// Kernels: 6.7 and newer.
///
/// # What it reports
/// A `copy_from_user()` or `copy_to_user()`, in a handler or what it calls, of a structure that holds pointers or `long`s, where nothing in the
/// handler asks for `IO_URING_F_COMPAT` or calls `in_compat_syscall()`.
///
/// # Why it matters
/// A 32-bit program on a 64-bit kernel has 4-byte pointers in its structure. The driver reads two of them as one address, and takes the rest of
/// its members from the wrong places. The file's `compat_ioctl` does not help: commands have one entry for both.
///
/// # Wrong
/// `samples/compat-unchecked/pointer-from-user.c`
///
/// # Right
/// `samples/compat-unchecked/fixed-width.c`
///
/// # Limits
/// The structure has to be declared in what was read, with a layout that is known for both kinds of programs. A driver that is not built for
/// machines with 32-bit programs has nothing to fear. A test anywhere below the handler counts.
///
/// # References
/// - Commit 5fea44a6e05b (6.7) added `IO_URING_F_COMPAT`.
/// - `btrfs_uring_encoded_read()` in `fs/btrfs/ioctl.c` translates `struct btrfs_ioctl_encoded_io_args_32`.
public final class CompatUnchecked implements Rule {
    private static final RuleInfo INFO = new RuleInfo("compat-unchecked", Severity.NOTE, "a structure of 32-bit programs is taken for one of 64-bit programs");
    /// Functions that copy a value of the type that is their last argument.
    private static final Set<String> TYPED = Set.of("UserSliceReader::read", "UserSliceWriter::write");
    private static final Set<String> ANSWERS = Set.of("IO_URING_F_COMPAT", "in_compat_syscall", "is_compat_task");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        if (!KernelVersion.of(program.model()).isAtLeast(6, 7)) {
            return reports;
        }
        var wide = new Layouts(program.declarations(), DataModel.LP64);
        var narrow = new Layouts(program.declarations(), DataModel.ILP32);
        for (Role role : program.roles()) {
            if (role.kind() == Role.Kind.HANDLER) {
                Set<Function> below = Subjects.closure(List.of(role.function()), program);
                var own = new ArrayList<Diagnostic>();
                for (Function function : below) {
                    check(function, program.declarations(), wide, narrow, own);
                }
                if (!own.isEmpty() && below.stream().noneMatch(CompatUnchecked::asks)) {
                    reports.addAll(own);
                }
            }
        }
        return reports;
    }

    private static void check(Function function, ProgramIndex index, Layouts wide, Layouts narrow, List<Diagnostic> reports) {
        IrWalk.instructions(function, instruction -> {
            if (instruction instanceof Instruction.Call(_, Expr.Symbol(var name), var arguments, var span)) {
                Type type = copied(name, arguments, index);
                if (!type.equals(Type.UNKNOWN)) {
                    Optional<Layout> one = wide.of(type);
                    Optional<Layout> other = narrow.of(type);
                    boolean isWhole = TYPED.contains(name) || one.isPresent() && isWhole(arguments.getLast(), one.get(), wide);
                    if (one.isPresent() && other.isPresent() && holdsWords(type, index, 0) && isWhole) {
                        reports.add(Verdict.of(INFO,
                                "`%s` has another layout in 32-bit programs, and nothing tests for them".formatted(Subjects.spelled(type)),
                                "its pointers and `long`s have 4 bytes there, and the command is the same",
                                "give it members of fixed widths, or translate it where `IO_URING_F_COMPAT` is set").at(function, span));
                    }
                }
            }
        });
    }

    /// The type of what a function copies from or to user space.
    private static Type copied(String function, List<Expr> arguments, ProgramIndex index) {
        if (TYPED.contains(function) && arguments.getLast() instanceof Expr.Symbol(var spelled)) {
            return Spelling.type(spelled).orElse(Type.UNKNOWN);
        }
        int kernelSide = arguments.size() != 3 ? -1 : function.equals("copy_from_user") ? 0 : function.equals("copy_to_user") ? 1 : -1;
        return kernelSide < 0 ? Type.UNKNOWN : copied(arguments.get(kernelSide), index);
    }

    private static boolean isWhole(Expr size, Layout layout, Layouts layouts) {
        var bytes = layouts.evaluate(size);
        return bytes.isPresent() && bytes.getAsLong() >= layout.size();
    }

    private static Type copied(Expr address, ProgramIndex index) {
        return switch (address) {
            case Expr.AddressOf(var place) -> index.typeOf(place);
            case Expr.Read(var place) -> index.resolve(index.typeOf(place)) instanceof Type.Pointer(var target) ? target : Type.UNKNOWN;
            case Expr.Cast(_, var inner) -> copied(inner, index);
            case Expr.Literal _, Expr.Text _, Expr.Symbol _, Expr.Unit _, Expr.Apply _, Expr.Aggregate _, Expr.Variant _, Expr.Is _ -> Type.UNKNOWN;
        };
    }

    /// Whether a structure holds pointers or `long`s; a lone `long` is no structure.
    private static boolean holdsWords(Type type, ProgramIndex index, int depth) {
        return switch (index.resolve(type)) {
            case Type.Tagged(_, var tag) -> depth < 8 && index.composite(tag).map(TypeDeclaration.Composite::members).orElse(List.of()).stream()
                    .anyMatch(member -> holdsWords(member.type(), index, depth + 1));
            case Type.Array(var element, _) -> holdsWords(element, index, depth + 1);
            case Type.Pointer _ -> depth > 0;
            case Type.Named(var name) -> depth > 0 && Set.of("long", "unsigned long", "size_t", "ssize_t", "uintptr_t", "__kernel_size_t", "__kernel_ulong_t").contains(name);
            case Type.Callable _, Type.Unknown _ -> false;
        };
    }

    private static boolean asks(Function function) {
        boolean[] found = new boolean[1];
        for (BasicBlock block : function.blocks()) {
            block.instructions().forEach(instruction -> {
                switch (instruction) {
                    case Instruction.Assign(_, var value, _) -> found[0] |= asks(value);
                    case Instruction.Call(_, var callee, var arguments, _) -> {
                        found[0] |= asks(callee);
                        arguments.forEach(argument -> found[0] |= asks(argument));
                    }
                    case Instruction.Drop _, Instruction.Opaque _ -> {}
                }
            });
            found[0] |= switch (block.terminator()) {
                case Terminator.Branch(var condition, _, _, _) -> asks(condition);
                case Terminator.Return(var value, _) -> asks(value);
                case Terminator.Jump _, Terminator.Unreachable _ -> false;
            };
        }
        return found[0];
    }

    private static boolean asks(Expr expression) {
        boolean[] found = new boolean[1];
        IrWalk.parts(expression, part -> found[0] |= part instanceof Expr.Symbol(var name) && ANSWERS.contains(name));
        return found[0];
    }
}
