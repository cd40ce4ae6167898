// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.ownership;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import uringlint.callgraph.IrWalk;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.Origins;
import uringlint.rules.report.Pointers;
import uringlint.rules.report.Spelled;
import uringlint.rules.report.SpelledType;
import uringlint.rules.report.Subjects;
import uringlint.rules.report.Verdict;
import uringlint.source.Location;
import uringlint.typestate.protocol.Role;

/// Reports traits whose handlers only borrow the command that they are called for.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// A method of a trait that the core's call is passed on to, and that takes the command as `&mut`, `Pin<&mut _>` or
/// `&`. The report stands at the parameter.
///
/// # Why it matters
/// A borrow ends when the handler returns, and an asynchronous completion comes after that. A driver can then only complete what
/// it has at once, or has to take the raw pointer out of the handle, past the compiler. And nobody sees from the types whether
/// the handler has kept the command: what it returns has to match what it did.
///
/// # Wrong
/// `samples/command-borrowed/pinned-for-the-call.rs`
///
/// # Right
/// `samples/command-borrowed/given-by-value.rs`
///
/// # Limits
/// A method that no trampoline of the program calls is reported only if its trait is known to be called by the core.
///
/// # References
/// - The review of the third revision of the Rust abstraction (September 2025), patch 4 of 5: the handler should be
///   given ownership of the command.
public final class CommandBorrowed implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "command-borrowed", Severity.WARNING, "a handler gets a command that it cannot keep").ofAbstractions();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        List<Declared> all = Declared.in(program);
        Set<String> handlers = handlers(program);
        handlers.removeIf(name -> gives(name.substring(0, Math.max(0, name.lastIndexOf("::"))), all, program));
        return all.stream().filter(declared -> Entry.isOfTrait(declared.signature()) && handlers.contains(declared.name()))
                .flatMap(declared -> declared.commands(program).filter(spelled -> SpelledType.of(spelled).borrows())
                        .map(spelled -> report(declared, spelled)))
                .toList();
    }

    private static Diagnostic report(Declared declared, String spelled) {
        return Verdict.of(INFO, "`%s()` only borrows the command, as `%s`".formatted(Spelled.method(declared.name()), spelled),
                "the borrow ends when the handler returns, and an asynchronous completion comes later",
                "give the handler a handle by value, which it completes, queues or gives back")
                .at(new Location(declared.file(), Spelled.type(spelled, declared.file(), declared.named())), declared.name());
    }

    /// Whether a trait has a method that gets a command for good; the others may look at it, such as one that cancels it.
    private static boolean gives(String trait, List<Declared> all, AnalyzedProgram program) {
        return all.stream().filter(declared -> declared.isOf(trait)).flatMap(declared -> declared.commands(program))
                .map(SpelledType::of).anyMatch(type -> !type.borrows() && !type.isPointer());
    }

    /// The methods of traits to which a function that gets a raw command gives it, and those that are known.
    private static Set<String> handlers(AnalyzedProgram program) {
        var origins = new Origins(program, new Pointers(program));
        var names = new HashSet<String>();
        program.model().traitMethods().forEach((name, kind) -> {
            if (kind == Role.Kind.HANDLER || kind == Role.Kind.TASK_WORK) {
                names.add(name);
            }
        });
        for (Function function : Subjects.told(program)) {
            boolean isRaw = function.signature().isUnsafe()
                    && function.signature().parameters().stream()
                    .anyMatch(type -> SpelledType.of(type).isPointerTo(program.model().objectType()));
            if (isRaw) {
                IrWalk.instructions(function, instruction -> {
                    if (instruction instanceof Instruction.Call(_, Expr.Symbol(var name), var arguments, _)
                            && arguments.stream().anyMatch(argument -> origins.parameter(argument, function).isPresent())) {
                        names.add(name);
                    }
                });
            }
        }
        return names;
    }
}
