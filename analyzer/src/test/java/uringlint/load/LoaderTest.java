// SPDX-License-Identifier: Apache-2.0

package uringlint.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import uringlint.Analyzer;
import uringlint.callgraph.ProgramIndex;
import uringlint.ir.Function;
import uringlint.source.SourceFile;

class LoaderTest {
    private static final String MAIN = """
        #include <linux/module.h>
        #include "widget.h"
        # include "../common/limits.h"
        #include "missing.h"

        static int start(struct widget *widget)
        {
        	if (widget->count > WIDGET_MAX)
        		return -1;
        	return widget_run(widget) + not_here(widget);
        }
        """;

    private static final Map<String, String> FILES = new TreeMap<>(Map.of(
            "drv/widget.h", "#include \"inner.h\"\nstruct widget { int count; };\n#define WIDGET_MAX (INNER + 1)\n",
            "drv/inner.h", "#include \"widget.h\"\n#define INNER 7\n",
            "common/limits.h", "enum { LIMIT = 3 };\n",
            "drv/run.c",
                    "/* widget_run( is defined here */\n"
                            + "int widget_run(struct widget *widget)\n"
                            + "{\n"
                            + "\treturn widget->count;\n"
                            + "}\n",
            "drv/user.c", "int other(void)\n{\n\treturn widget_run(0);\n}\n",
            "drv/unused.c", "static int start(void) { return 0; }\nint alone(void) { return start(); }\n"));

    private static final FileProvider PROVIDER = new FileProvider() {
        @Override
        public Optional<SourceFile> read(String path) {
            return Optional.ofNullable(FILES.get(path)).map(text -> file(path, text));
        }

        @Override
        public List<String> siblings(String path) {
            return FILES.keySet().stream().filter(other -> other.startsWith("drv/") && other.endsWith(".c")).toList();
        }
    };

    private static SourceFile file(String path, String text) {
        return new SourceFile(path, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void headersInQuotesAndDefiningSiblingsAreLoaded() {
        Loaded loaded = Analyzer.load(List.of(file("drv/main.c", MAIN)), PROVIDER, Vocabulary.of("widget"));
        var index = new ProgramIndex(loaded.program());

        assertThat(loaded.program().units()).extracting(unit -> unit.file().path())
                .startsWith("drv/main.c")
                .contains("drv/widget.h", "drv/inner.h", "drv/run.c")
                .doesNotContain("common/limits.h", "drv/user.c", "drv/unused.c");
        assertThat(index.functions()).extracting(Function::name).containsExactly("start", "widget_run");
        assertThat(index.constant("LIMIT")).isEmpty();
    }

    @Test
    void theFilesThatAreGivenAreEnoughWithoutAProvider() {
        Loaded loaded = Analyzer.load(
                List.of(file("main.c", MAIN), file("run.c", FILES.get("drv/run.c"))),
                FileProvider.NONE,
                Vocabulary.of("widget"));

        assertThat(loaded.program().units()).extracting(unit -> unit.file().path()).containsExactly("main.c", "run.c");
    }

    @Test
    void filesThatAreNotReadLeaveAnEmptyUnitAndAProblem() {
        Loaded loaded = Analyzer.load(
                List.of(file("deep.c", "int x = " + "(".repeat(100_000) + ";")),
                FileProvider.NONE,
                Vocabulary.of("widget"));

        assertThat(loaded.program().units()).hasSize(1);
        assertThat(loaded.program().units().getFirst().functions()).isEmpty();
        assertThat(loaded.problems()).isNotEmpty();
    }
}
