// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The recipe for Slurm, on a cluster of one node that is gone with the test.
@Tag("scale")
class ScaleIT {
    @TempDir
    Path folder;

    @TempDir
    Path cluster;

    @TempDir
    Path programs;

    private Process controller;
    private Process node;

    @AfterEach
    void stop() throws InterruptedException {
        for (Process process : new Process[] {node, controller}) {
            if (process != null) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void anArrayJobGivesTheReportOfOneRun() throws IOException, InterruptedException {
        assumeTrue(Program.exists("slurmctld") && Program.exists("slurmd") && Program.exists("sbatch"), "Slurm is not installed");
        var environment = new HashMap<>(Map.of("PATH", Program.path(programs), "HOME", programs.toString()));
        environment.put("SLURM_CONF", start().toString());
        Matcher recipe = Pattern.compile("(?s)## Slurm.*?```sh\n(.*?)```").matcher(Files.readString(Path.of("../docs/scale.md")));
        assertThat(recipe.find()).isTrue();
        for (int number = 0; number < 8; number++) {
            String body = number % 3 == 0 ? Drivers.BODY_WRONG : Drivers.BODY_RIGHT;
            Drivers.write(folder.resolve("d" + number + "/x.c"), Drivers.driver(body));
        }
        Program run = Program.run(folder, environment, List.of("sh", "-ec", recipe.group(1)));
        assertThat(run.exit()).as(run.err()).isZero();
        String whole = Files.readString(folder.resolve("whole.json"));
        assertThat(whole).isEqualTo(Cli.run(folder, "check", "--format", "json", ".").out()).contains("double-completion");
        // A part that was lost is named, and run again alone.
        Files.delete(folder.resolve("shard-3.json"));
        Program merge = Program.run(folder, environment, List.of("sh", "-c", "uringlint merge -o again.json shard-*.json"));
        assertThat(merge.err()).contains("the shard 3/4 is missing");
        String part = recipe.group(1).replaceAll("(?s)^parts=\\$\\((.*?)\\)\n.*", "$1");
        String again = part.replace("--array=1-4", "--array=3").replace("sbatch", "sbatch --wait");
        assertThat(Program.run(folder, environment, List.of("sh", "-ec", again)).exit()).isZero();
        Program.run(folder, environment, List.of("sh", "-c", "uringlint merge -o again.json shard-*.json"));
        assertThat(folder.resolve("again.json")).hasContent(whole);
    }

    /// Starts the cluster, and returns its configuration. It has no keys, as nobody else can reach it.
    private Path start() throws IOException, InterruptedException {
        String host = InetAddress.getLocalHost().getHostName().replaceAll("\\..*", "");
        Path file = cluster.resolve("slurm.conf");
        Files.writeString(file, """
                ClusterName=test
                SlurmctldHost=%1$s(127.0.0.1)
                AuthType=auth/none
                CredType=cred/none
                SlurmUser=%2$s
                SlurmdUser=%2$s
                SlurmctldPort=%3$d
                SlurmdPort=%4$d
                StateSaveLocation=%5$s
                SlurmdSpoolDir=%5$s/spool
                SlurmctldPidFile=%5$s/controller.pid
                SlurmdPidFile=%5$s/node.pid
                SlurmctldLogFile=%5$s/controller.log
                SlurmdLogFile=%5$s/node.log
                ProctrackType=proctrack/linuxproc
                TaskPlugin=task/none
                SelectType=select/cons_tres
                SelectTypeParameters=CR_Core
                MpiDefault=none
                JobAcctGatherType=jobacct_gather/none
                # More than there may be: parts of this size need little.
                SlurmdParameters=config_overrides
                NodeName=%1$s NodeAddr=127.0.0.1 CPUs=4 RealMemory=16000
                PartitionName=all Nodes=ALL Default=YES State=UP
                """.formatted(host, System.getProperty("user.name"), freePort(), freePort(), cluster));
        Files.createDirectories(cluster.resolve("spool"));
        controller = daemon(file, "controller", "slurmctld", "-D");
        node = daemon(file, "node", "slurmd", "-D", "-N", host);
        var environment = Map.of("SLURM_CONF", file.toString());
        String state = "";
        for (int second = 0; second < 60 && !state.strip().equals("idle"); second++) {
            Thread.sleep(1000);
            state = Program.run(cluster, environment, List.of("sinfo", "-h", "-o", "%t")).out();
        }
        assertThat(state.strip()).as(Files.readString(cluster.resolve("controller.out"))).isEqualTo("idle");
        return file;
    }

    private Process daemon(Path settings, String name, String... command) throws IOException {
        var builder = new ProcessBuilder(command).directory(cluster.toFile()).redirectErrorStream(true)
                .redirectOutput(cluster.resolve(name + ".out").toFile());
        builder.environment().put("SLURM_CONF", settings.toString());
        return builder.start();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
