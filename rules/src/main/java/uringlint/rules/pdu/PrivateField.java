package uringlint.rules.pdu;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import uringlint.callgraph.IrWalk;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.ir.BasicBlock;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Projection;
import uringlint.ir.Terminator;
import uringlint.ir.Type;
import uringlint.ir.Variable;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.model.KernelVersion;
import uringlint.rules.report.Subjects;
import uringlint.rules.report.Verdict;
import uringlint.source.Span;

/// Reports a driver that uses members of a command which are the core's.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// - A store to `cmd->flags`, `cmd->cmd_op`, `cmd->file` or `cmd->sqe`.
/// - Any use of `task_work_cb`, `unused`, and from 6.8 on `cookie`.
/// - A look into the `struct io_kiocb` that `cmd_to_io_kiocb()` gives.
///
/// # Why it matters
/// The core keeps state in `flags` whose bits move between releases: the mark of a cancelable command is one of them. `task_work_cb` is the
/// pending hand-off; it went away in 6.19, and the eight bytes of `unused` behind the PDU are free for the core to use. The layout of
/// `struct io_kiocb` changes with every release.
///
/// # Wrong
/// `samples/private-field/own-flag-bit.c`
///
/// # Right
/// `samples/private-field/flags-are-read.c`
///
/// # Limits
/// Reads of `flags`, `cmd_op`, `file` and `sqe` are what drivers are meant to do. Up to 6.7 `cookie` was for drivers that poll, and is not
/// reported. A pointer to the request that is only passed on is not reported either.
///
/// # References
/// - `struct io_uring_cmd` in `include/linux/io_uring/cmd.h`.
/// - Commit 8fadb86d4ced (6.8) removed the cookie, commit 528ce6781726 (6.7) gave the core bits of `flags`.
public final class PrivateField implements Rule {
    private static final RuleInfo INFO = new RuleInfo("private-field", Severity.WARNING, "a member of the command that is the core's is used");
    private static final Set<String> READ_ONLY = Set.of("flags", "cmd_op", "file", "sqe");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        for (Function function : Subjects.functions(program)) {
            new Search(function, program, reports).run();
        }
        return reports;
    }

    /// The look through one function.
    private static final class Search {
        private final Function function;
        private final AnalyzedProgram program;
        private final List<Diagnostic> reports;
        private final Set<String> hidden;
        private final Set<Variable> requests = new HashSet<>();

        Search(Function function, AnalyzedProgram program, List<Diagnostic> reports) {
            this.function = function;
            this.program = program;
            this.reports = reports;
            boolean hasCookie = !KernelVersion.of(program.model()).isAtLeast(6, 8);
            hidden = hasCookie ? Set.of("task_work_cb", "unused") : Set.of("task_work_cb", "unused", "cookie");
        }

        void run() {
            for (BasicBlock block : function.blocks()) {
                block.instructions().forEach(this::instruction);
                if (block.terminator() instanceof Terminator.Branch(var condition, _, _, var span)) {
                    values(condition, span);
                } else if (block.terminator() instanceof Terminator.Return(var value, var span)) {
                    values(value, span);
                }
            }
        }

        private void instruction(Instruction instruction) {
            switch (instruction) {
                case Instruction.Assign(var target, var value, var span) -> {
                    store(target, span);
                    values(value, span);
                    if (target.isVariable() && value instanceof Expr.Read(var source) && source.isVariable() && requests.contains(source.base())) {
                        requests.add(target.base());
                    }
                }
                case Instruction.Call(var result, var callee, var arguments, var span) -> {
                    if (callee instanceof Expr.Symbol(var name) && name.equals("cmd_to_io_kiocb") && result.isVariable()) {
                        requests.add(result.base());
                    } else if (callee instanceof Expr.Symbol(var name) && (name.equals("WRITE_ONCE") || name.startsWith("set_bit") || name.startsWith("__set_bit"))) {
                        for (Expr argument : arguments) {
                            if (argument instanceof Expr.AddressOf(var place)) {
                                store(place, span);
                            }
                        }
                    }
                    arguments.forEach(argument -> values(argument, span));
                }
                case Instruction.Drop _, Instruction.Opaque _ -> {}
            }
        }

        private void store(Place place, Span span) {
            String member = member(place);
            if (READ_ONLY.contains(member)) {
                report(span, "`%s` is for the driver to read, and is written here".formatted(member), "keep the driver's state in the PDU");
            } else {
                use(place, span);
            }
        }

        private void values(Expr expression, Span span) {
            IrWalk.parts(expression, part -> {
                switch (part) {
                    case Expr.Read(var place) -> use(place, span);
                    case Expr.AddressOf(var place) -> use(place, span);
                    case Expr.Literal _, Expr.Text _, Expr.Symbol _, Expr.Unit _, Expr.Apply _, Expr.Cast _, Expr.Aggregate _, Expr.Variant _, Expr.Is _ -> {}
                }
            });
        }

        private void use(Place place, Span span) {
            String member = member(place);
            if (hidden.contains(member)) {
                report(span, "`%s` is a member of the command that is the core's".formatted(member), "keep the driver's state in the PDU");
            } else if (requests.contains(place.base()) && place.path().size() > 1 && place.path().getFirst() instanceof Projection.Deref) {
                report(span, "the request of the core behind the command is looked into", "use the functions of `linux/io_uring/cmd.h`");
            }
        }

        private void report(Span span, String message, String help) {
            reports.add(Verdict.of(INFO, message, "what lies there belongs to the core, and changes between releases",
                    help).at(function, span));
        }

        /// The member of a command that a place is or starts in, or an empty string.
        private String member(Place place) {
            Type type = place.base().type();
            for (Projection step : place.path()) {
                Type owner = program.index().resolve(type);
                switch (step) {
                    case Projection.Field(var name) -> {
                        if (owner instanceof Type.Tagged(_, var tag) && tag.equals(program.model().objectType())) {
                            return place.path().getLast() == step || !READ_ONLY.contains(name) ? name : "";
                        }
                        type = program.index().member(owner, name);
                    }
                    case Projection.Deref _, Projection.Index _ -> type = owner instanceof Type.Pointer(var target) ? target : owner instanceof Type.Array(var element, _) ? element : Type.UNKNOWN;
                }
            }
            return "";
        }
    }
}
