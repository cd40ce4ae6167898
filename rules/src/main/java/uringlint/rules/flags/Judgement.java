// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.flags;

import java.util.Optional;
import uringlint.diagnostic.Severity;
import uringlint.ir.Function;
import uringlint.ir.Type;
import uringlint.rule.AnalyzedProgram;
import uringlint.rules.model.UringFlags;
import uringlint.rules.model.UringFunctions;
import uringlint.rules.report.Paths;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.protocol.HeldLock;
import uringlint.typestate.protocol.ObjectState.Source;
import uringlint.typestate.protocol.Role;
import uringlint.version.KernelVersion;

/// Decides which flags are right in which context and version.
final class Judgement {
    private final AnalyzedProgram program;
    private final KernelVersion version;
    private final boolean marks;
    private final SavedFlags saved;

    Judgement(AnalyzedProgram program, KernelVersion version) {
        this.program = program;
        this.version = version;
        saved = new SavedFlags(program);
        marks = !program.observed(Observation.Mark.class).isEmpty();
    }

    /// What is wrong with a call that was observed.
    Optional<Fault> judge(Observation seen) {
        Flags flags = Flags.of(seen, program);
        Context context = Context.of(seen, program, version);
        Optional<Fault> fault = deferred(seen, flags);
        if (fault.isEmpty()) {
            fault = stale(seen, flags, context);
        }
        if (fault.isEmpty()) {
            fault = atomic(seen, flags, context);
        }
        if (fault.isEmpty() && (flags.kind() == Flags.Kind.CONSTANT || flags.kind() == Flags.Kind.CHANGED)) {
            fault = switch (context) {
                case HANDLER, CANCEL -> inHandler(seen, flags, context);
                case OTHER_COMMAND -> ofOther(seen, flags);
                case CALLBACK, TOKEN_CALLBACK -> inCallback(seen, flags, context);
                case PROCESS -> inProcess(seen, flags);
                case ANYWHERE -> anywhere(seen, flags);
                case ATOMIC, ANY_POLLER, POLLED -> Optional.empty();
            };
        }
        if (fault.isEmpty() && flags.kind() == Flags.Kind.OWN && seen.role().kind() == Role.Kind.POLL) {
            return Optional.of(new Fault(
                    Fault.Sort.CONTEXT,
                    Severity.ERROR,
                    "`%s` of the poll hook is passed for the flags of a completion".formatted(flags.text()),
                    "the argument of the poll hook says how to poll, and has other bits",
                    "pass `0`: `uring_lock` is held here"));
        }
        return fault;
    }

    /// The right flags for a call that was observed, as text in a function on the way to it.
    Optional<String> right(Observation seen, CallPath calls, Function function) {
        return switch (Context.of(seen, program, version)) {
            case HANDLER, CANCEL, CALLBACK -> calls.ownFlagsIn(function, seen.role().function());
            case TOKEN_CALLBACK -> Optional.of(UringFlags.TASK_WORK);
            case OTHER_COMMAND, PROCESS -> Optional.of(UringFlags.UNLOCKED);
            case ATOMIC, ANY_POLLER, POLLED, ANYWHERE -> Optional.empty();
        };
    }

    // Single faults.

    private Optional<Fault> deferred(Observation seen, Flags flags) {
        boolean isBoth = flags.isDeferred() && flags.lock() == Flags.Lock.FREE;
        boolean mayBeBoth = flags.kind() == Flags.Kind.CHANGED && flags.has(UringFlags.UNLOCKED)
                && !Paths.hasFlag(seen, UringFlags.UNLOCKED, true)
                || flags.kind() == Flags.Kind.CHANGED && flags.isDeferred() && !Paths.hasFlag(seen, UringFlags.UNLOCKED, false);
        if (!isBoth && !mayBeBoth || flags.kind() == Flags.Kind.UNKNOWN) {
            return Optional.empty();
        }
        String message = isBoth ? "`%s` asks for a deferred completion without the lock".formatted(flags.text())
                : "`%s` can ask for a deferred completion without the lock".formatted(flags.text());
        String reason = version.isAtLeast(6, 10)
                ? "with `%s` and `%s` together the core warns and returns without a completion"
                .formatted(UringFlags.COMPLETE_DEFER, UringFlags.UNLOCKED)
                : "the two contradict each other: deferred completions belong to whoever holds `uring_lock`";
        return Optional.of(new Fault(Fault.Sort.DEFERRED, version.isAtLeast(6, 10) ? Severity.ERROR
                : Severity.WARNING, message, reason, help(seen)));
    }

    private Optional<Fault> stale(Observation seen, Flags flags, Context context) {
        if (flags.kind() != Flags.Kind.SAVED || context == Context.ANYWHERE) {
            return Optional.empty();
        }
        CallPath calls = CallPath.of(seen, program);
        return saved.origin(seen)
                .map(origin -> new Fault(
                        Fault.Sort.STALE,
                        Severity.ERROR,
                        "`%s` was saved from an earlier call; it does not describe %s"
                                .formatted(calls.name(flags.text(), calls.flagsArgument()), context.words()),
                        "flags say whether `uring_lock` is held by the code that was called with them, and nothing"
                                + " about a later context",
                        help(seen),
                        "",
                        Optional.of(origin)));
    }

    private Optional<Fault> atomic(Observation seen, Flags flags, Context context) {
        boolean isCompletion = seen instanceof Observation.Complete;
        if (flags.kind() == Flags.Kind.NONE && !isCompletion) {
            return Optional.empty();
        }
        String what = what(seen);
        boolean mayLock = mayTakeLock(seen);
        String object = CallPath.of(seen, program).name(seen.object(), Optional.of(0));
        if (context == Context.ATOMIC) {
            boolean isMild = isCompletion && version.isAtLeast(6, 10) && flags.lock() == Flags.Lock.FREE && !mayLock;
            return Optional.of(new Fault(
                    Fault.Sort.ATOMIC,
                    isMild ? Severity.WARNING : Severity.ERROR,
                    "`%s` is %s in %s"
                            .formatted(
                                    object,
                                    what,
                                    seen.role().kind() == Role.Kind.COMPLETION
                                            ? "a request's `end_io` callback, which may run in IRQ context"
                                            : "IRQ context"),
                    reasonAgainstAtomic(seen, mayLock),
                    "hand the command to task work with `io_uring_cmd_complete_in_task()`, and go on there"));
        }
        if (context == Context.ANY_POLLER) {
            return Optional.of(new Fault(
                    Fault.Sort.ATOMIC,
                    Severity.WARNING,
                    "`%s` is %s by whoever polls, which may be another ring".formatted(object, what),
                    "several rings can poll one hardware queue, and the context of the one that finds the request is"
                            + " not that of the command",
                    version.isAtLeast(6, 16)
                            ? "complete here only if `io_uring_cmd_ctx_handle()` says that it is the same ring, and"
                                    + " hand the command to task work otherwise"
                            : "hand the command to task work, also when it is polled for"));
        }
        Optional<HeldLock> held = seen.locks().stream().filter(lock -> lock.kind() == HeldLock.Kind.SPIN)
                .findFirst().or(() -> seen.locks().stream().filter(lock -> lock.kind() == HeldLock.Kind.SECTION).findFirst());
        return held.isEmpty() || context == Context.POLLED || !isCompletion && !mayLock ? Optional.empty()
                : held.flatMap(lock -> underLock(seen, flags, context, lock));
    }

    /// What is wrong with a call under a spinlock, or in another section in which nobody may sleep.
    private Optional<Fault> underLock(Observation seen, Flags flags, Context context, HeldLock lock) {
        boolean isCompletion = seen instanceof Observation.Complete;
        boolean mayLock = mayTakeLock(seen);
        boolean isSpin = lock.kind() == HeldLock.Kind.SPIN;
        boolean isHeld = flags.lock() == Flags.Lock.HELD || context == Context.CALLBACK && version.isAtLeast(6, 10)
                || context == Context.CANCEL && flags.kind() == Flags.Kind.OWN;
        if (isHeld && !isCompletion) {
            return Optional.empty();
        }
        boolean isSevere = !isHeld && (mayLock || isSpin && !version.isAtLeast(6, 10));
        String where = !isSpin
                ? "where `%s()` forbids to sleep".formatted(lock.name())
                : lock.name().isEmpty() ? "under a spinlock" : "under the spinlock `%s`".formatted(lock.name());
        String end = isSpin ? "the unlock" : "the end of that section";
        return Optional.of(new Fault(Fault.Sort.ATOMIC, isSevere ? Severity.ERROR : Severity.WARNING,
                "`%s` is %s %s".formatted(CallPath.of(seen, program).name(seen.object(), Optional.of(0)), what(seen), where),
                reasonAgainstAtomic(seen, mayLock),
                isCompletion ? "take the command out of its place %s, and complete it after %s"
                .formatted(isSpin ? "under the lock" : "first", end) : "call it after %s".formatted(end),
                lock.name(), Optional.empty()));
    }

    private static String what(Observation seen) {
        return seen instanceof Observation.Complete
                ? "completed"
                : seen instanceof Observation.Mark
                        ? "marked cancelable"
                        : "used for `%s`".formatted(seen instanceof Observation.Call call ? call.name() : "");
    }

    private String reasonAgainstAtomic(Observation seen, boolean mayLock) {
        return mayLock
                ? (seen instanceof Observation.Complete ? "`io_uring_cmd_done()`" : "the core") + " may take `ctx->uring_lock`, a mutex"
                : version.isAtLeast(6, 10)
                        ? "completions are made for task context; for a cancelable command they sleep"
                        : "`io_uring_cmd_done()` takes locks that must not be taken in atomic context";
    }

    private Optional<Fault> inHandler(Observation seen, Flags flags, Context context) {
        boolean isFree = Paths.hasFlag(seen, UringFlags.UNLOCKED, true);
        boolean isHeld = Paths.hasFlag(seen, UringFlags.UNLOCKED, false) || context == Context.CANCEL;
        if (flags.has(UringFlags.UNLOCKED)) {
            if (isFree) {
                return Optional.empty();
            }
            return Optional.of(mayTakeLock(seen)
                    ? fault(Fault.Sort.CONTEXT, Severity.ERROR, seen, flags, context,
                            "`uring_lock` is held here, and `%s` makes the core take it again".formatted(UringFlags.UNLOCKED))
                    : fault(Fault.Sort.HARDCODED, Severity.WARNING, seen, flags, context,
                            "`uring_lock` is held when the handler is called at submission"));
        }
        if (flags.isDeferred()) {
            return Optional.of(fault(Fault.Sort.HARDCODED, isHeld && !flags.has(UringFlags.NONBLOCK) ? Severity.WARNING
                    : Severity.ERROR, seen, flags, context,
                    "a handler that io-wq runs does not hold `uring_lock`, which deferred completions need"));
        }
        boolean isWrong = isFree || !isHeld && (isBatched() || !(seen instanceof Observation.Complete)) || flags.has(UringFlags.NONBLOCK);
        return Optional.of(fault(Fault.Sort.HARDCODED, isWrong ? Severity.ERROR
                : Severity.WARNING, seen, flags, context, claim("a handler that io-wq runs does not hold it")));
    }

    private Optional<Fault> ofOther(Observation seen, Flags flags) {
        if (flags.has(UringFlags.UNLOCKED) || flags.kind() == Flags.Kind.CHANGED) {
            return Optional.empty();
        }
        boolean isWrong = flags.isDeferred() || isBatched() || flags.has(UringFlags.NONBLOCK) || !(seen instanceof Observation.Complete);
        return Optional.of(fault(
                Fault.Sort.HARDCODED,
                isWrong ? Severity.ERROR : Severity.WARNING,
                seen,
                flags,
                Context.OTHER_COMMAND,
                claim("nobody holds that of the command's own ring")));
    }

    private Optional<Fault> inCallback(Observation seen, Flags flags, Context context) {
        boolean isRight = context == Context.TOKEN_CALLBACK && flags.isDeferred()
                || context == Context.CALLBACK && flags.isOnly(UringFlags.TASK_WORK);
        if (isRight || flags.has(UringFlags.UNLOCKED) && Paths.hasFlag(seen, UringFlags.UNLOCKED, true)) {
            return Optional.empty();
        }
        if (flags.has(UringFlags.UNLOCKED)) {
            if (mayTakeLock(seen)) {
                return Optional.of(fault(Fault.Sort.CONTEXT, Severity.ERROR, seen, flags, context,
                        "`uring_lock` is held here, and `%s` makes the core take it again".formatted(UringFlags.UNLOCKED)));
            }
            // What is found may belong to another ring.
            return seen.before().source() == Source.FOUND ? Optional.empty()
                    : Optional.of(fault(Fault.Sort.CONTEXT, Severity.WARNING, seen, flags, context,
                            "task work runs with `uring_lock` held"));
        }
        boolean isWrong = isBatched() || flags.has(UringFlags.NONBLOCK)
                || flags.has(UringFlags.COMPLETE_DEFER) && !version.isAtLeast(6, 10);
        return Optional.of(fault(Fault.Sort.HARDCODED, isWrong ? Severity.ERROR : Severity.WARNING, seen, flags, context,
                version.isAtLeast(6, 10) ? "without `%s` the completion takes another round through task work"
                .formatted(UringFlags.COMPLETE_DEFER) : claim("before 6.10 task work may run without it")));
    }

    private Optional<Fault> inProcess(Observation seen, Flags flags) {
        if (flags.has(UringFlags.UNLOCKED)) {
            return Optional.empty();
        }
        if (flags.isDeferred()) {
            return Optional.of(fault(
                    Fault.Sort.CONTEXT,
                    Severity.ERROR,
                    seen,
                    flags,
                    Context.PROCESS,
                    "a deferred completion goes on a list of the ring that `uring_lock` guards, and nobody"
                            + " holds it here"));
        }
        boolean isWrong = isBatched() || mayTakeLock(seen) || flags.has(UringFlags.NONBLOCK);
        return Optional.of(fault(Fault.Sort.HARDCODED, isWrong ? Severity.ERROR
                : Severity.WARNING, seen, flags, Context.PROCESS, claim("nobody holds it here")));
    }

    private Optional<Fault> anywhere(Observation seen, Flags flags) {
        boolean isInvented = flags.has(UringFlags.NONBLOCK) || flags.has(UringFlags.COMPLETE_DEFER) && !version.isAtLeast(6, 19);
        boolean isClaim = flags.names().isEmpty() && seen.before().source() == Source.FOUND && !Paths.isInOwnContext(seen)
                && !Paths.isPolled(seen);
        if (flags.has(UringFlags.UNLOCKED) || flags.kind() == Flags.Kind.CHANGED || !isInvented && !isClaim) {
            return Optional.empty();
        }
        return Optional.of(fault(Fault.Sort.HARDCODED, isInvented || isBatched() ? Severity.ERROR
                : Severity.WARNING, seen, flags, Context.ANYWHERE, claim("nothing here says so")));
    }

    // Words and questions.

    private Fault fault(Fault.Sort sort, Severity severity, Observation seen, Flags flags, Context context, String reason) {
        String api = CallPath.of(seen, program).api();
        return new Fault(sort, severity, "`%s` is passed to `%s` in %s".formatted(flags.text(), api, context.words()), reason, help(seen));
    }

    private static String claim(String but) {
        return "flags without `%s` say that `uring_lock` is held, but %s".formatted(UringFlags.UNLOCKED, but);
    }

    private String help(Observation seen) {
        return switch (Context.of(seen, program, version)) {
            case HANDLER, CANCEL -> "pass the handler's own flags on%s".formatted(parameter(seen));
            case CALLBACK -> "pass the callback's own flags on%s".formatted(parameter(seen));
            case TOKEN_CALLBACK -> "pass `%s`".formatted(UringFlags.TASK_WORK);
            case OTHER_COMMAND, PROCESS -> "pass `%s`".formatted(UringFlags.UNLOCKED);
            case ANYWHERE ->
                "pass what the context has: its own flags if the core gave it some, and `%s` otherwise"
                        .formatted(UringFlags.UNLOCKED);
            case ATOMIC, ANY_POLLER ->
                "hand the command to task work with `io_uring_cmd_complete_in_task()`, and go on there";
            case POLLED -> "pass `0` where the ring is the one that is polled";
        };
    }

    private static String parameter(Observation seen) {
        return seen.role().function().parameters().stream()
                .filter(parameter -> !(parameter.type() instanceof Type.Pointer) && parameter.name().contains("flags"))
                .findFirst()
                .map(parameter -> ", `%s` of `%s`".formatted(parameter.name(), seen.role().function().name()))
                .orElse("");
    }

    /// Whether a call takes `uring_lock` if the flags say that it is not held.
    boolean mayTakeLock(Observation seen) {
        return switch (seen) {
            case Observation.Mark _ -> true;
            case Observation.Call call -> !UringFunctions.WITHOUT_LOCK.contains(call.name());
            case Observation.Complete _ -> version.isAtLeast(6, 7)
                    && (seen.before().marked() || marks && (seen.before().source() != Source.ISSUED || Paths.isCancelCall(seen, program)));
            case Observation.Answer _, Observation.HandOff _, Observation.Reissue _, Observation.Publish _, Observation.Take _,
                    Observation.Touch _, Observation.Carry _, Observation.Release _, Observation.Exit _,
                    Observation.Look _, Observation.KeepLocal _, Observation.Sleep _, Observation.Start _,
                    Observation.UserCopy _, Observation.MistakenCopy _ -> false;
        };
    }

    /// Whether a completion goes on the ring's list of deferred ones unless the flags say `UNLOCKED`.
    private boolean isBatched() {
        return version.isAtLeast(6, 4) && !version.isAtLeast(6, 10);
    }
}
