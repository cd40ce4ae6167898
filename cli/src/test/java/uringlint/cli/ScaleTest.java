// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// What the page on several machines says is what can be done.
class ScaleTest {
    /// What `batch/v1` and `core/v1` of the API of Kubernetes (`types.go` in `github.com/kubernetes/api`) know of a Job, as far as the
    /// manifest uses it, written anew. No object has other members.
    private static final String JOB = """
            {
              "type": "object", "additionalProperties": false, "required": ["apiVersion", "kind", "metadata", "spec"],
              "properties": {
                "apiVersion": {"const": "batch/v1"},
                "kind": {"const": "Job"},
                "metadata": {
                  "type": "object", "additionalProperties": false,
                  "properties": {"name": {"type": "string", "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", "maxLength": 63}}
                },
                "spec": {
                  "type": "object", "additionalProperties": false, "required": ["template", "completions"],
                  "properties": {
                    "completions": {"type": "integer", "minimum": 1},
                    "parallelism": {"type": "integer", "minimum": 1, "maximum": 100000},
                    "completionMode": {"const": "Indexed"},
                    "backoffLimit": {"type": "integer", "minimum": 0},
                    "template": {
                      "type": "object", "additionalProperties": false,
                      "properties": {"spec": {
                        "type": "object", "additionalProperties": false, "required": ["containers", "restartPolicy"],
                        "properties": {
                          "restartPolicy": {"enum": ["Never", "OnFailure"]},
                          "containers": {"type": "array", "minItems": 1, "items": {
                            "type": "object", "additionalProperties": false, "required": ["name"],
                            "properties": {
                              "name": {"type": "string"}, "image": {"type": "string"}, "workingDir": {"type": "string"},
                              "command": {"type": "array", "items": {"type": "string"}},
                              "args": {"type": "array", "items": {"type": "string"}},
                              "resources": {
                                "type": "object", "additionalProperties": false,
                                "properties": {"requests": {"$ref": "#/$defs/quantities"}, "limits": {"$ref": "#/$defs/quantities"}}
                              },
                              "volumeMounts": {"type": "array", "items": {
                                "type": "object", "additionalProperties": false, "required": ["name", "mountPath"],
                                "properties": {"name": {"type": "string"}, "mountPath": {"type": "string"}}
                              }}
                            }
                          }},
                          "volumes": {"type": "array", "items": {
                            "type": "object", "additionalProperties": false, "required": ["name"],
                            "properties": {
                              "name": {"type": "string"},
                              "persistentVolumeClaim": {
                                "type": "object", "additionalProperties": false, "required": ["claimName"],
                                "properties": {"claimName": {"type": "string"}, "readOnly": {"type": "boolean"}}
                              }
                            }
                          }}
                        }
                      }}
                    }
                  }
                }
              },
              "$defs": {"quantities": {"type": "object", "additionalProperties": {"type": "string", "pattern": "^[0-9.]+([KMGT]i?|m)?$"}}}
            }
            """;

    @TempDir
    Path folder;

    @TempDir
    Path programs;

    @Test
    void partsThatParallelStartsGiveTheReportOfOneRun() throws IOException {
        assumeTrue(Program.exists("parallel"));
        Matcher recipe = Pattern.compile("(?s)## GNU parallel.*?```sh\n(.*?)```").matcher(Files.readString(Path.of("../docs/scale.md")));
        assertThat(recipe.find()).isTrue();
        for (int number = 0; number < 8; number++) {
            String body = number % 3 == 0 ? Drivers.BODY_WRONG : Drivers.BODY_RIGHT;
            Drivers.write(folder.resolve("d" + number + "/x.c"), Drivers.driver(body));
        }
        var environment = Map.of("PATH", Program.path(programs), "HOME", programs.toString(), "PARALLEL_HOME", programs.toString());
        Program run = Program.run(folder, environment, List.of("sh", "-ec", recipe.group(1)));
        assertThat(run.exit()).as(run.err()).isIn(ExitCode.CLEAN, ExitCode.FINDINGS);
        String whole = Files.readString(folder.resolve("whole.json"));
        assertThat(whole).isEqualTo(Cli.run(folder, "check", "--format", "json", ".").out()).contains("double-completion");
        Files.delete(folder.resolve("shard-3.json"));
        Program merge = Program.run(folder, environment, List.of("sh", "-c", "uringlint merge -o again.json shard-*.json"));
        assertThat(merge.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(merge.err()).contains("the shard 3/4 is missing");
    }

    @Test
    void podsOfKubernetesGiveTheReportOfOneRun() throws IOException {
        String text = Files.readString(Path.of("../service/check-job.yaml"));
        var manifest = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
        assertThat(PublishedForms.wrong(JOB, new Gson().toJson(manifest))).isEmpty();
        assertThat(PublishedForms.wrong(JOB, new Gson().toJson(manifest).replace("completionMode", "completionsMode"))).isNotEmpty();
        var spec = (Map<?, ?>) manifest.get("spec");
        var pod = (Map<?, ?>) ((Map<?, ?>) spec.get("template")).get("spec");
        var container = (Map<?, ?>) ((List<?>) pod.get("containers")).getFirst();
        int parts = (int) spec.get("completions");
        assertThat(container.get("command")).isEqualTo(List.of("sh", "-ec"));
        for (int number = 0; number < 8; number++) {
            String body = number % 3 == 0 ? Drivers.BODY_WRONG : Drivers.BODY_RIGHT;
            Drivers.write(folder.resolve("linux/d" + number + "/x.c"), Drivers.driver(body));
        }
        String script = ((List<?>) container.get("args")).getFirst().toString().replace("/opt/uringlint/uringlint", "uringlint");
        assertThat(script).as("as many parts as pods").contains("/" + parts + "\"");
        // As few as will do: each of them starts a JVM.
        script = script.replace("/" + parts + "\"", "/3\"");
        var environment = new HashMap<>(Map.of("PATH", Program.path(programs), "HOME", programs.toString()));
        for (int index = 0; index < 3; index++) {
            environment.put("JOB_COMPLETION_INDEX", String.valueOf(index));
            Program run = Program.run(folder, environment, List.of("sh", "-ec", script));
            assertThat(run.exit()).as(run.err()).isZero();
        }
        Cli merged = Cli.run(folder, "merge", "-o", "whole.json", "shard-1.json", "shard-2.json", "shard-3.json");
        assertThat(merged.exit()).isEqualTo(ExitCode.CLEAN);
        assertThat(folder.resolve("whole.json")).hasContent(Cli.run(folder, "check", "--format", "json", "linux").out());
    }
}
