// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import uringlint.cli.config.ConfigFile;
import uringlint.cli.config.DamagedConfig;
import uringlint.cli.config.KnownNames;
import uringlint.cli.report.JsonReport;
import uringlint.cli.report.OddReport;
import uringlint.source.Problem;

/// The schemas in docs/schema, against what the program writes and reads.
class SchemasTest {
    private static final Path SCHEMAS = Path.of("..", "docs", "schema");
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    private static List<Error> errors(String schema, String json) throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(SCHEMAS.resolve(schema)))
                .validate(json, InputFormat.JSON);
    }

    private static String odd() {
        return new JsonReport().render(OddReport.report(), OddReport.frame());
    }

    @Test
    void aReportKeepsToItsSchema() throws IOException {
        assertThat(errors("report.json", odd())).isEmpty();
        assertThat(errors("report.json", odd().replaceFirst("\"severity\": \"\\w+\"", "\"severity\": \"fatal\""))).isNotEmpty();
        assertThat(errors("report.json", odd().replaceFirst("\"line\": \\d+", "\"line\": 0"))).isNotEmpty();
    }

    @Test
    void partsOfARunKeepToIt() throws IOException {
        Drivers.write(folder.resolve("x.c"), Drivers.driver(Drivers.BODY_WRONG));
        Cli run = Cli.run(folder, "check", "--format", "json", "--shard", "1/1", "x.c");
        assertThat(run.out()).contains("\"shard\"", "\"driver\"");
        assertThat(errors("report.json", run.out())).isEmpty();
    }

    /// A member that is written and stands in no schema is a promise that nobody can read.
    @Test
    void theSchemaNamesAllThatIsWritten() throws IOException {
        JsonObject schema = JsonParser.parseString(Files.readString(SCHEMAS.resolve("report.json"))).getAsJsonObject();
        var unnamed = new TreeSet<String>();
        compare(JsonParser.parseString(odd()), schema, schema, "", unnamed);
        assertThat(unnamed).isEmpty();
        Set<String> kinds = new TreeSet<>();
        schema.getAsJsonObject("$defs").getAsJsonObject("problem").getAsJsonObject("properties").getAsJsonObject("kind")
                .getAsJsonArray("enum").forEach(kind -> kinds.add(kind.getAsString()));
        var expected = new TreeSet<String>();
        for (Problem.Kind kind : Problem.Kind.values()) {
            expected.add(kind.name().toLowerCase(Locale.ROOT));
        }
        assertThat(kinds).isEqualTo(expected);
    }

    private static void compare(JsonElement value, JsonObject schema, JsonObject root, String at, Set<String> unnamed) {
        if (schema.has("$ref")) {
            String name = schema.get("$ref").getAsString().substring("#/$defs/".length());
            compare(value, root.getAsJsonObject("$defs").getAsJsonObject(name), root, at, unnamed);
        } else if (value.isJsonArray()) {
            value.getAsJsonArray().forEach(item -> compare(item, schema.getAsJsonObject("items"), root, at + "[]", unnamed));
        } else if (value.isJsonObject() && schema.has("properties")) {
            JsonObject known = schema.getAsJsonObject("properties");
            value.getAsJsonObject().entrySet().forEach(member -> {
                String name = at + "." + member.getKey();
                if (known.has(member.getKey())) {
                    compare(member.getValue(), known.getAsJsonObject(member.getKey()), root, name, unnamed);
                } else {
                    unnamed.add(name);
                }
            });
        }
    }

    private static String json(String yaml) {
        return new Gson().toJson(new Load(LoadSettings.builder().build()).loadFromString(yaml));
    }

    @Test
    void theExampleOfAConfigurationKeepsToItsSchema() throws IOException {
        var example = EXAMPLE.matcher(Files.readString(Path.of("..", "docs", "configuration.md")));
        assertThat(example.find()).isTrue();
        assertThat(errors("config.json", json(example.group(1)))).isEmpty();
    }

    /// The reader and the schema agree.
    @ParameterizedTest
    @ValueSource(strings = {
        "kernel: 6.12",
        "kernel: 6.1..7.3",
        "level: note",
        "fail-on: never",
        "rules: {double-completion: 'off'}",
        "paths: [{path: vendor, ignore: true}]",
        "paths: [{path: 'a/**', rules: {double-completion: note}}]",
        "bases: [., ../linux]",
        "functions: {sleeping: [tree_wait, {name: tree_lock}]}",
        "functions: {completes: [{name: tree_done, command: 0, result: 1, flags: 2}]}",
    })
    void whatIsReadIsAllowed(String yaml) throws IOException, DamagedConfig {
        read(yaml);
        assertThat(errors("config.json", json(yaml))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "kernels: 6.12",
        "level: fatal",
        "fail-on: 'off'",
        "baseline: /etc/known",
        "rules: {double-completion: loud}",
        "rules: [double-completion]",
        "paths: [{rules: {double-completion: note}}]",
        "paths: [{path: vendor}]",
        "paths: [{path: vendor, ignore: false}]",
        "paths: [{path: /vendor, ignore: true}]",
        "functions: {sleeps: [tree_wait]}",
        "functions: {completes: [tree_done]}",
        "functions: {completes: [{name: tree_done}]}",
        "functions: {completes: [{name: tree_done, command: 32}]}",
        "functions: {hand-off: [{name: tree_queue, command: 0, result: 1}]}",
    })
    void whatIsRefusedIsNot(String yaml) throws IOException {
        assertThat(errors("config.json", json(yaml))).isNotEmpty();
        assertThat(catchThrowable(() -> read(yaml))).isInstanceOf(DamagedConfig.class);
    }

    private void read(String yaml) throws IOException, DamagedConfig {
        Files.writeString(folder.resolve(ConfigFile.NAME), yaml);
        ConfigFile.find(folder, new KnownNames(Set.of("double-completion"), (_, _) -> ""));
    }
}
