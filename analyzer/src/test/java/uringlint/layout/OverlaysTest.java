// SPDX-License-Identifier: Apache-2.0

package uringlint.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uringlint.callgraph.ProgramIndex;
import uringlint.ir.Type;
import uringlint.typestate.Tickets;

/// Where code sees the memory of an object as a type of its own, and what is missing to lay types out.
class OverlaysTest {
    private static final ObjectMemory MEMORY = new ObjectMemory(
            "ticket",
            Map.of("ticket.pad", "pad", "form.text", "form"),
            Map.of("ticket.form", "form"),
            Map.of("pad_of", "pad", "typed_pad_of", "pad"));

    private static final String CODE = """
        struct form {
          text: unsigned char[64]
        }
        struct mine {
          n: int
        }
        fn static void takes(first: int, m: struct mine *, raw: void *) {
        b0:
          return
        }
        fn struct mine * f(t: struct ticket *) {
          local m: struct mine *
          local raw: void *
          local bytes: unsigned char *
          local other: void *
          local own: struct mine
          local n: int
        b0:
          BODY
        }
        """;

    private static List<String> overlays(String body) {
        String end = body.contains("return") || body.contains("branch") ? "" : "\n  return 0";
        ProgramIndex index = Tickets.index(CODE.replace("BODY", body.replace("; ", "\n  ") + end));
        return Overlays.of(index.anyNamed("f").orElseThrow(), index, MEMORY).stream()
                .map(overlay -> "%s %s %s%s"
                        .formatted(
                                overlay.region(),
                                overlay.how(),
                                overlay.type() instanceof Type.Tagged(_, var tag) ? tag : "?",
                                overlay.accessor().isEmpty() ? "" : " by " + overlay.accessor()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        m = &t->pad                                       | pad CONVERSION mine
        m = t->pad                                        | pad CONVERSION mine
        m = &t->pad[0]                                    | pad CONVERSION mine
        m = cast<void *>(&t->pad)                         | pad CONVERSION mine
        n = is<Some>(cast<struct mine *>(&t->pad))        | pad CAST mine
        raw = &t->pad; m = raw                            | pad CONVERSION mine
        raw = &t->pad; other = raw; m = other             | pad CONVERSION mine
        raw = call pad_of(t); m = raw                     | pad CONVERSION mine by pad_of
        m = call pad_of(t)                                | pad CONVERSION mine by pad_of
        m = call typed_pad_of(t, `struct mine`)           | pad TYPED_ACCESSOR mine by typed_pad_of
        m = t->form->text                                 | form CONVERSION mine
        %1 = call takes(1, &t->pad, 0)                    | pad CONVERSION mine
        %1 = call memcpy(&t->pad, &own, 4)                | pad COPY mine
        %1 = call memcpy(&own, &t->pad, 4)                | pad COPY mine
        %1 = call memmove(&t->pad, m, 4)                  | pad COPY mine
        %1 = call memcpy(&t->pad, 7, 4)                   | pad COPY ?
        %1 = call g(cast<struct mine *>(&t->pad))         | pad CAST mine
        return cast<struct mine *>(&t->pad)               | pad CAST mine
        return &t->pad                                    | pad CONVERSION mine
        """)
    void aTypeIsSeen(String body, String expected) {
        assertThat(overlays(body)).containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "raw = &t->pad",
        "bytes = &t->pad",
        "m = &t->pad[1]",
        "m = &t->number",
        "m = &t->pad.inner",
        "raw = &t->pad; raw = other; m = raw",
        "raw = call pad_of(t); raw = call g(t); raw = 0; m = raw",
        "raw = call pad_of(); m = raw",
        "raw = call nobody(t); m = raw",
        "m = call typed_pad_of(t, n)",
        "%1 = call takes(1, 0, &t->pad)",
        "%1 = call takes(1, m, &t->pad, &t->pad)",
        "%1 = call memcpy(&t->pad, &own)",
        "%1 = call memcpy(raw, &own, 4)",
        "%1 = call raw(&t->pad)",
        "n = cast<unsigned char *>(&t->pad)",
        "drop m \"end:m\"",
        "opaque m",
        "return m"
    })
    void noTypeIsSeen(String body) {
        assertThat(overlays(body)).isEmpty();
    }

    @Test
    void whatIsMissingIsNamed() {
        ProgramIndex index = Tickets.index("""
            const COUNT = LIMIT + 1
            struct outer {
              inner: struct inner
              gone: struct gone
              either: union either
              kind: enum kind
              word: u32
              mine: mine_t
              pointer: struct unknown *
              call: (fn(struct other *) -> void) *
              many: struct many[COUNT]
              list: struct list_head
            }
            struct inner {
              back: struct outer
              deep: struct deep
            }
            """);
        Set<String> missing = Missing.of(List.of(new Type.Tagged(Type.Keyword.STRUCT, "outer")), index);
        assertThat(missing)
                .containsExactlyInAnyOrder(
                        "struct deep", "struct gone", "union either", "enum kind", "mine_t", "struct many", "LIMIT");
        assertThat(Missing.of(List.of(new Type.Named("u8"), new Type.Named("unsigned int")), index)).isEmpty();
        assertThat(Missing.of(List.of(new Type.Tagged(Type.Keyword.STRUCT, "outer.<1>")), index)).isEmpty();
        assertThat(Missing.of(List.of(new Type.Pointer(new Type.Named("gone_t")), Type.UNKNOWN), index)).isEmpty();
    }
}
