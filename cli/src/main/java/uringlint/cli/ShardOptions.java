// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import uringlint.cli.report.Report;
import uringlint.cli.run.Shard;

/// The option that gives a run a part of the work.
final class ShardOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--shard",
            paramLabel = "I/N",
            description =
                    "Do the I-th of N parts of the work, by drivers or by the commits of a range; `uringlint merge`"
                            + " puts the JSON or SARIF reports of all of them together.")
    private String text = "";

    /// The part that was asked for, or else all of the work.
    Shard shard() {
        if (text.isEmpty()) {
            return Shard.WHOLE;
        }
        Optional<Shard> shard = Shard.parse(text);
        if (shard.isEmpty()) {
            throw new CommandLine.ParameterException(
                    command.commandLine(),
                    "`" + text + "` is no part of the work: write `2/5` for the second one of five");
        }
        return shard.get();
    }

    /// Says that there are no parts of this work.
    void refuse(String work) {
        if (!text.isEmpty()) {
            throw new CommandLine.ParameterException(command.commandLine(), "--shard does not split " + work);
        }
    }

    /// The report with what says of which part it is. Only reports of runs that agree in all of `settings` are ever merged.
    Report marked(Report report, List<String> settings) {
        if (text.isEmpty()) {
            return report;
        }
        String all = Version.text() + "\0" + String.join("\0", settings);
        String run = UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8)).toString();
        return report.asPart(shard().index(), shard().count(), run);
    }
}
