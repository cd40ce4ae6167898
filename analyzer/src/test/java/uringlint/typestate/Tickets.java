// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import uringlint.callgraph.Member;
import uringlint.callgraph.ProgramIndex;
import uringlint.ir.Program;
import uringlint.ir.text.IrText;
import uringlint.source.SourceFile;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.protocol.ApiModel;
import uringlint.typestate.protocol.Carrier;
import uringlint.typestate.protocol.Effect;
import uringlint.typestate.protocol.HeldLock;
import uringlint.typestate.protocol.Outside;
import uringlint.typestate.protocol.Protocol;
import uringlint.typestate.protocol.Role;
import uringlint.typestate.value.Ranges;
import uringlint.version.KernelVersion;

/// An invented API for tests: an office hands tickets to clerks, who must finish each one once.
public final class Tickets {
    public static final long QUEUED = -529;

    /// What every program of these tests declares.
    private static final String TYPES = """
        struct ticket {
          place: struct desk *
          number: int
          pad: unsigned char[32]
        }
        struct desk {
          waiting: struct ticket *
          slots: struct ticket *[4]
          open: int
          lock: int
        }
        struct job {
          work: struct work
          ticket: struct ticket *
          next: struct job *
        }
        struct work {
          run: (fn(struct work *) -> void) *
        }
        """;

    private Tickets() {}

    public static ApiModel model() {
        var functions = new LinkedHashMap<String, List<Effect.Api>>();
        add(functions, "finish", 2, new Effect.Complete(0, 1, -1, -1));
        add(functions, "finish", 3, new Effect.Complete(0, 1, 2, -1));
        add(functions, "defer", 2, new Effect.HandOff(0, 1, Carrier.TASK_WORK));
        add(functions, "again", 1, new Effect.Reissue(0));
        add(functions, "pin", 2, new Effect.Mark(0, 1));
        add(functions, "peek", 1, new Effect.Use(0));
        add(functions, "pad_of", 1, new Effect.FieldAddress(0, "pad"));
        add(functions, "make", 1, new Effect.Allocate(true));
        add(functions, "drop", 1, new Effect.Free(0));
        add(functions, "set_up", 2, new Effect.SetCallback(0, 1, "run", Role.Kind.WORKER));
        add(functions, "start", 1, new Effect.Submit(0, "run", "", Carrier.WORK, Ranges.ALL));
        add(functions, "on_bell", 1, new Effect.Register(0, Role.Kind.INTERRUPT));
        add(functions, "outer", 3, new Effect.Container(0, 1, 2));
        add(functions, "lock", 1, new Effect.Lock(0, HeldLock.Kind.SPIN));
        add(functions, "unlock", 1, new Effect.Unlock(0));
        add(functions, "link", 2, new Effect.Link(0, 1));
        add(functions, "unlink", 1, new Effect.Unlink(0));
        add(functions, "swap", 2, new Effect.Exchange(0, 1));
        add(functions, "once", 1, new Effect.Same(0));
        add(functions, "put", 2, new Effect.Put(0, 1));
        add(functions, "clear", 2, new Effect.Clear(0));
        add(functions, "copy", 3, new Effect.Copy(0, 1));
        add(functions, "is_error", 1, new Effect.IsError(0, false));
        add(functions, "is_error_or_null", 1, new Effect.IsError(0, true));
        add(functions, "error_of", 1, new Effect.ErrorOf(0));
        add(functions, "coin", 0, new Effect.Result(0, 1));
        add(functions, "say", -1, new Effect.Log(false));
        add(functions, "nothing", -1, new Effect.Nothing());
        add(functions, "park", 1, new Effect.Pair("Kept", 0));
        add(functions, "answer", 2, new Effect.Answer(0, 1), new Effect.Wrap("Now", 1));
        add(functions, "Server::serve", 2, new Effect.Delegate(0));
        add(functions, "push", 2, new Effect.Keep(0, 1));
        add(functions, "pop", 1, new Effect.TakeFrom(0));
        add(functions, "swap_if", 3, new Effect.ExchangeIf(0, 1, 2));
        add(functions, "number_of", 1, new Effect.Load(0, "number"));
        add(functions, "fill", 2, new Effect.Fill(0, "pad", 1));
        add(functions, "open", 1, new Effect.Open(0, "pad"));
        add(functions, "end:ticket", 1, new Effect.Lose(0, true));
        var protocol = new Protocol(
                "ticket",
                new Protocol.Answers(QUEUED, -11, Set.of("Kept")),
                new Protocol.Entries(
                        Map.of(
                                Member.parse("*.serve"),
                                Role.Kind.HANDLER,
                                Member.parse("*.poll"),
                                Role.Kind.POLL,
                                Member.parse("*.close"),
                                Role.Kind.RELEASE),
                        Map.of(Member.parse("*.done"), Role.Kind.COMPLETION, Member.parse("*.run"), Role.Kind.WORKER),
                        Set.of(Member.parse("*.done_data")),
                        Map.of("Server::serve", Role.Kind.HANDLER),
                        Map.of()),
                new Protocol.Parts("area", Set.of("form"), Set.of("carrier")),
                new Protocol.Words(
                        new Protocol.CallFlags("F_UNLOCKED", "F_CANCEL", "F_NOWAIT", "F_AGAIN"),
                        Set.of("F_WIDE"),
                        Map.of(1, "F_UNLOCKED"),
                        Set.of("gone")));
        return new ApiModel(
                new KernelVersion(1, 0),
                protocol,
                functions,
                Map.of("QUEUED", -QUEUED, "AGAIN", 11L, "BAD", 22L),
                Set.of("watch_"),
                Outside.UNKNOWN);
    }

    private static void add(Map<String, List<Effect.Api>> functions, String name, int arity, Effect... effects) {
        functions.computeIfAbsent(name, _ -> new ArrayList<>()).add(new Effect.Api(name, arity, List.of(effects)));
    }

    public static ProgramIndex index(String... units) {
        var parsed = new ArrayList<uringlint.ir.TranslationUnit>();
        for (int number = 0; number < units.length; number++) {
            String text = TYPES + units[number];
            parsed.add(IrText.parseUnit(
                    text, new SourceFile("unit" + number + ".ir", text.getBytes(StandardCharsets.UTF_8))));
        }
        return new ProgramIndex(new Program(parsed), model().constants());
    }

    /// A program whose function `serve` is a handler, and what else it says.
    public static TypestateAnalysis.Result solve(String... units) {
        String[] all = units.clone();
        all[0] = "global ops: struct ops = aggregate<struct ops>{.serve = serve}\n" + all[0];
        return TypestateAnalysis.solve(index(all), model());
    }

    /// The observations of these kinds, as `role: KIND object LIFE result`; published objects have a `+`.
    public static List<String> seen(TypestateAnalysis.Result result, Class<?>... kinds) {
        return result.observations().stream()
                .filter(seen -> List.<Object>of((Object[]) kinds).contains(seen.getClass()))
                .map(seen -> "%s: %s %s%s %s%s"
                        .formatted(
                                seen.role().function().name(),
                                seen.getClass().getSimpleName(),
                                seen.object(),
                                seen.isPublished() ? "+" : "",
                                seen.before().life(),
                                result(seen)))
                .distinct()
                .toList();
    }

    private static String result(Observation seen) {
        return switch (seen) {
            case Observation.Exit exit -> " " + exit.result();
            case Observation.Complete complete -> " " + complete.result();
            case Observation.Answer answer -> " " + answer.result();
            default -> "";
        };
    }

    /// How the handler ends.
    public static List<String> exits(String... units) {
        return seen(solve(units), Observation.Exit.class).stream()
                .filter(line -> line.startsWith("serve: "))
                .map(line -> line.substring("serve: Exit ".length()))
                .toList();
    }
}
