// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MergeTest {
    private static final String PART = """
        {"findings": [], "problems": [], "files": 0, "functions": 0,
         "shard": {"index": %d, "count": %d, "run": "%s", "read": {}, "steps": []}}
        """;

    private static String merge(String... texts) throws Unmergeable {
        Map<String, String> named = new LinkedHashMap<>();
        for (int at = 0; at < texts.length; at++) {
            named.put((char) ('a' + at) + ".json", texts[at]);
        }
        return Merge.merge(named);
    }

    private static void refused(String message, String... texts) {
        assertThatThrownBy(() -> merge(texts)).isInstanceOf(Unmergeable.class).hasMessage(message);
    }

    private static String part(int index, int count) {
        return PART.formatted(index, count, "r");
    }

    @Test
    void emptyPartsMakeAnEmptyReport() throws Unmergeable {
        assertThat(merge(part(2, 2), part(1, 2))).isEqualTo("""
            {
              "findings": [],
              "problems": [],
              "files": 0,
              "functions": 0
            }
            """);
    }

    @Test
    void partsMustBeAllOfOneRun() {
        refused("the shard 2/3 is missing", part(1, 3), part(3, 3));
        refused("the shard 2/2 is missing", part(1, 2));
        refused("`a.json` and `b.json` are both the shard 1/2", part(1, 2), part(1, 2));
        refused("`a.json` is one of 2 shards, and `b.json` one of 3", part(1, 2), part(2, 3));
        refused(
                "`a.json` and `b.json` are not of the same run: the version, the paths, the kernels or the rules"
                        + " differ",
                part(1, 2),
                PART.formatted(2, 2, "s"));
    }

    @Test
    void whatIsNoReportOfAPartIsNamed() {
        refused("`b.json` is no complete JSON document", part(1, 2), part(2, 2).substring(0, 60));
        refused("`a.json` is no complete JSON document", "");
        refused("`a.json` is no complete JSON document", part(1, 1) + "}");
        refused("`a.json` is no JSON object", "[]");
        refused(
                "`a.json` is no report of a part: it was written without --shard",
                "{\"findings\": [], \"problems\": [], \"files\": 0, \"functions\": 0}");
        refused("`a.json` has no `findings` where some belong", part(1, 1).replace("findings", "finding"));
        refused(
                "`a.json` has something else among its `findings`",
                part(1, 1).replace("\"findings\": []", "\"findings\": [3]"));
        refused(
                "`a.json` has no `path` where one belongs",
                part(1, 1).replace("\"findings\": []", "\"findings\": [{\"path\": 3}]"));
        refused(
                "`a.json` has no `line` where one belongs",
                part(1, 1).replace("\"problems\": []", "\"problems\": [{\"path\": \"x\", \"line\": 1.5}]"));
        refused("`a.json` has no `index` where one belongs", part(1, 1).replace("\"index\": 1", "\"index\": \"1\""));
        refused("`a.json` says that it is the shard 2/1", part(2, 1));
        refused("`a.json` has no `run` where one belongs", part(1, 1).replace("\"run\": \"r\"", "\"run\": null"));
        refused("`a.json` has no `read` where one belongs", part(1, 1).replace("\"read\": {}", "\"read\": []"));
    }

    private static String finding(String rule, String path, int line, String driver) {
        return """
            {"rule": "%s", "path": "%s", "line": %d, "column": 1, "endLine": 9, "endColumn": 2, "message": "m", "driver": "%s"}\
            """.formatted(rule, path, line, driver);
    }

    private static String part(int index, String read, String... findings) {
        return PART.formatted(index, 3, "r")
                .replace("\"read\": {}", "\"read\": " + read)
                .replace("\"findings\": []", "\"findings\": [" + String.join(",", findings) + "]");
    }

    @Test
    void whatOneDriverHasNoUseForIsUnusedOnlyIfNoOtherDriverHas() throws Unmergeable {
        String unused = finding("unused-suppression", "c.h", 1, "");
        assertThat(merge(part(1, "{\"c.h\": \"\"}", unused), part(2, "{\"c.h\": \"\"}"), part(3, "{}")))
                .doesNotContain("unused-suppression");
        assertThat(merge(part(1, "{\"c.h\": \"\"}", unused), part(2, "{\"c.h\": \"\"}", unused), part(3, "{}")))
                .containsOnlyOnce("unused-suppression");
    }

    @Test
    void findingsAreSortedByPlaceAndThoseOfSharedFilesAreSaidOnce() throws Unmergeable {
        String merged = merge(
                part(1, "{}", finding("b", "z.h", 10, "d.c").replace("\"m\"", "\"m\", \"from\": \"d\"")),
                part(
                        2,
                        "{}",
                        finding("b", "z.h", 9, "e.c"),
                        finding("b", "z.h", 10, "c.c").replace("\"m\"", "\"m\", \"from\": \"c\"")),
                part(3, "{}", finding("b", "a.c", 77, "a.c")));
        assertThat(merged.lines()
                        .filter(line -> line.contains("path") || line.contains("line") || line.contains("from"))
                        .map(String::strip))
                .containsExactly(
                        "\"path\": \"a.c\",",
                        "\"line\": 77,",
                        "\"path\": \"z.h\",",
                        "\"line\": 9,",
                        "\"path\": \"z.h\",",
                        "\"line\": 10,",
                        "\"from\": \"c\"");
        assertThat(merged).doesNotContain("driver");
    }

    @Test
    void filesAndFunctionsThatSeveralPartsReadAreCountedOnce() throws Unmergeable {
        assertThat(merge(
                        part(1, "{\"c.h\": \"5 9\", \"a.c\": \"1\"}"),
                        part(2, "{\"c.h\": \"9 12\"}"),
                        part(3, "{\"d.c\": \"\"}")))
                .contains("\"files\": 3,\n", "\"functions\": 4\n");
    }

    @Test
    void everyPrefixAndEveryLostByteIsRefusedOrRead() {
        String whole = part(1, 1)
                .replace("\"read\": {}", "\"read\": {\"a.c\": \"1 2\"}")
                .replace("\"findings\": []", """
                    "findings": [{"rule": "r", "path": "a.c", "line": 1, "column": 1, "endLine": 1, "endColumn": 2, "message": "m", "driver": "a.c"}]\
                    """);
        for (int length = 0; length < whole.length(); length++) {
            for (String damaged : new String[] {whole.substring(0, length), whole.substring(0, length) + whole.substring(length + 1)}) {
                try {
                    assertThat(merge(damaged)).startsWith("{\n");
                } catch (Unmergeable e) {
                    assertThat(e).hasMessageStartingWith("`a.json` ");
                }
            }
        }
    }

    @Test
    void deepNestingIsNoDanger() {
        refused("`a.json` is no complete JSON document", "{\"a\":".repeat(100_000));
    }
}
