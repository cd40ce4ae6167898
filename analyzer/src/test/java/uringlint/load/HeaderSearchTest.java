// SPDX-License-Identifier: Apache-2.0

package uringlint.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import uringlint.Analyzer;
import uringlint.callgraph.ProgramIndex;
import uringlint.ir.Function;
import uringlint.ir.Program;
import uringlint.layout.DataModel;
import uringlint.layout.Layout;
import uringlint.layout.Layouts;
import uringlint.layout.ObjectMemory;
import uringlint.source.Prelude;
import uringlint.source.SourceFile;

class HeaderSearchTest {
    private static final ObjectMemory MEMORY = new ObjectMemory(
            "ticket",
            Map.of("ticket.room", "room", "sheet.data", "data"),
            Map.of("ticket.sheet", "sheet"),
            Map.of("ticket_room", "room"));

    private static final Vocabulary API =
            new Vocabulary("ticket", MEMORY, Prelude.NONE, name -> name.equals("ticket_room"));

    private static final String MAIN = """
        #include <linux/fs.h>
        #include <linux/order.h>
        #include "local.h"

        int start(struct ticket *ticket)
        {
        	struct note *note = ticket_room(ticket, struct note);
        	const struct order *order = (const struct order *)ticket->sheet->data;

        	return note->a + order->a + ((struct file *)ticket->other)->a;
        }
        """;

    private final Map<String, String> files = Map.of(
            "tree/include/linux/types.h", "",
            "tree/include/linux/fs.h", "struct file { int a; };\n#include <linux/limits.h>\n",
            "tree/include/linux/order.h", "#include <uapi/linux/order.h>\n",
            "tree/include/uapi/linux/order.h", "struct order { __u32 a[ORDER_LENGTH]; };\n",
            "tree/include/linux/gate.h", """
                #ifdef CONFIG_GATE
                void gate_later(struct ticket *ticket, void (*call)(struct ticket *));
                #else
                static inline void gate_later(struct ticket *ticket, void (*call)(struct ticket *))
                {
                }
                #endif
                static inline int gate_pass(struct ticket *ticket)
                {
                	return ticket->other ? 1 : 0;
                }
                """,
            "tree/drv/local.h", "#include \"length.h\"\nstruct note { u8 a[3]; struct place place; };\n",
            "tree/drv/length.h", "#define ORDER_LENGTH 5\nstruct place { u64 a; };\n");

    private final List<String> read = new ArrayList<>();

    private final FileProvider provider = new FileProvider() {
        @Override
        public Optional<SourceFile> read(String path) {
            Optional<SourceFile> file = Optional.ofNullable(files.get(path)).map(text -> file(path, text));
            file.ifPresent(_ -> read.add(path));
            return file;
        }

        @Override
        public List<String> siblings(String path) {
            return List.of();
        }
    };

    private static SourceFile file(String path, String text) {
        return new SourceFile(path, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Layouts layouts(Loaded loaded) {
        var units = new ArrayList<>(loaded.program().units());
        units.addAll(loaded.declared());
        return new Layouts(new ProgramIndex(new Program(units)), DataModel.LP64);
    }

    @Test
    void typesOfOverlaysAreFoundWithWhatTheyAreMadeOf() {
        Loaded loaded = Analyzer.load(List.of(file("tree/drv/main.c", MAIN)), provider, API);

        assertThat(loaded.program().units())
                .extracting(unit -> unit.file().path())
                .containsExactly("tree/drv/main.c", "tree/drv/length.h", "tree/drv/local.h");
        assertThat(loaded.declared())
                .extracting(unit -> unit.file().path())
                .containsOnly("tree/drv/length.h", "tree/include/uapi/linux/order.h");
        assertThat(layouts(loaded).of("struct note")).contains(new Layout(16, 8));
        assertThat(layouts(loaded).of("struct order")).contains(new Layout(20, 4));
        assertThat(read).doesNotContain("tree/include/linux/fs.h");
    }

    @Test
    void nothingIsReadWhereNothingIsMissing() {
        String whole = MAIN.replace("#include \"local.h\"", "struct order { int a; }; struct note { int a; };");
        Loaded loaded = Analyzer.load(List.of(file("tree/drv/main.c", whole)), provider, API);

        assertThat(loaded.declared()).isEmpty();
        assertThat(read)
                .doesNotContain(
                        "tree/include/linux/fs.h", "tree/include/uapi/linux/order.h", "tree/include/linux/order.h");
    }

    /// What stands for a function in kernels that are built without it says nothing of what the function does.
    @Test
    void aStubOfAnotherConfigurationIsNoBody() {
        String text = """
            #include <linux/gate.h>

            int start(struct ticket *ticket)
            {
            	gate_later(ticket, NULL);
            	return gate_pass(ticket);
            }
            """;
        Loaded loaded = Analyzer.load(List.of(file("tree/drv/main.c", text)), provider, API);
        assertThat(loaded.program().units().stream().flatMap(unit -> unit.functions().stream()).map(Function::name))
                .containsExactlyInAnyOrder("start", "gate_pass");
    }

    @Test
    void aFileOutsideOfATreeHasTheHeadersNextToIt() {
        Loaded loaded = Analyzer.load(List.of(file("elsewhere/main.c", MAIN)), provider, API);

        assertThat(loaded.declared()).isEmpty();
        assertThat(loaded.problems())
                .extracting(problem -> problem.kind() + " " + problem.location() + " " + problem.message())
                .containsExactly("HEADER elsewhere/main.c:3:1 `local.h` was not found");
    }
}
