// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.sqe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import uringlint.rule.AnalyzedProgram;
import uringlint.rules.model.UringFlags;
import uringlint.rules.report.Paths;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.protocol.Role;
import uringlint.version.KernelVersion;

/// What several rules ask about reads of the SQE.
final class SqeReads {
    private SqeReads() {}

    /// A read of an SQE, or of the payload in it.
    record Seen(Observation observation, Observation.Access read) {
        /// Whether it is one of the opcode.
        boolean isOpcode() {
            return read.path().equals(List.of("sqe", "cmd_op"));
        }
    }

    /// The observations of one kind that are about an SQE, in the order of their places.
    static List<Seen> of(Class<? extends Observation.Look> kind, AnalyzedProgram program) {
        var reads = new ArrayList<Seen>();
        for (Observation.Look look : program.observed(kind)) {
            if (program.model().sharedMemoryFields().contains(look.access().path().getFirst())) {
                reads.add(new Seen(look, look.access()));
            }
        }
        reads.sort(Comparator.comparing((Seen seen) -> seen.observation().function().file().path())
                .thenComparing(seen -> seen.observation().span()));
        return reads;
    }

    /// Whether the SQE cannot change while the path runs: it is a copy that the core made for this version, or for a request that is
    /// issued a second time or from io-wq.
    static boolean isCopy(Observation observation, AnalyzedProgram program) {
        KernelVersion version = program.model().version();
        return version.isIn(6, 14, 6, 16) || isFromWorker(observation) && hasCopyForWorker(version);
    }

    /// Whether a request that is issued from io-wq reads a copy. From 6.10 to 6.13 the copy was made, but the command still pointed
    /// to the ring (e663da62ba86).
    static boolean hasCopyForWorker(KernelVersion version) {
        return !version.isIn(6, 10, 6, 13);
    }

    /// Why a path that runs from io-wq does not read a copy although it should.
    static final String CORE_DEFECT =
            "the request runs from io-wq and should read a copy, but from 6.10 to 6.13 the command still points to the"
                    + " ring (fixed by e663da62ba86)";

    /// Whether the SQE would be a copy on this path but for the defect of the core from 6.10 to 6.13.
    static boolean isMeantAsCopy(Observation observation, AnalyzedProgram program) {
        return isFromWorker(observation) && !hasCopyForWorker(program.model().version());
    }

    /// Whether the handler knows that it was not called from the submitting task.
    static boolean isFromWorker(Observation observation) {
        return Paths.hasFlag(observation, UringFlags.NONBLOCK, false) && !Paths.hasFlag(observation, UringFlags.CANCEL, true)
                || Paths.hasFlag(observation, UringFlags.UNLOCKED, true);
    }

    /// The fields on which something depends, in the words of `Observation.Access.text`: a test, a bound or a size.
    static Set<String> gauged(AnalyzedProgram program, Set<Observation.Use> uses) {
        var fields = new TreeSet<String>();
        for (Seen seen : of(Observation.Gauge.class, program)) {
            if (seen.observation() instanceof Observation.Gauge(_, var use, _) && uses.contains(use)) {
                fields.add(key(seen));
            }
        }
        return fields;
    }

    /// A field of the command that an entry point was called for.
    static String key(Seen seen) {
        return seen.observation().role().function().name() + " " + seen.read().text();
    }

    /// Whether a field of the payload is read.
    static boolean isPayload(Seen seen) {
        return start(seen) > 0;
    }

    /// How many fields lead to the payload; none, if it is not in it.
    private static int start(Seen seen) {
        List<String> path = seen.read().path();
        return path.getFirst().equals("cmd") ? 1 : path.size() > 1 && path.get(1).equals("cmd") ? 2 : 0;
    }

    /// What is read, in words that are the same for all kernels: `sqe->addr`, or a field of the payload.
    static String name(Seen seen) {
        List<String> path = seen.read().path();
        int start = start(seen);
        if (start == 0) {
            return path.size() == 1 ? "the SQE of `%s`".formatted(seen.observation().object())
                    : "`%s->%s`".formatted(seen.observation().object(), seen.read().text());
        }
        return path.size() == start
                ? "the payload of `%s`".formatted(seen.observation().object())
                : "`%s` in the payload of `%s`"
                        .formatted(
                                String.join(".", path.subList(start, path.size())),
                                seen.observation().object());
    }

    /// Whether a role is entered with a command whose handler has returned.
    static boolean isLate(Role role) {
        return switch (role.kind()) {
            case TASK_WORK, COMPLETION, INTERRUPT, TIMER, WORKER, RELEASE, REMOVAL, SYSTEM_CALL, POLL -> true;
            case HANDLER, PLAIN -> false;
        };
    }
}
