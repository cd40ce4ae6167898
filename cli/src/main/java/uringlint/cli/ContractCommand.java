// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import uringlint.cli.manual.Block;
import uringlint.cli.manual.ForKernels;
import uringlint.cli.manual.Markdown;
import uringlint.cli.names.NearMiss;
import uringlint.cli.run.Kernels;

/// Says what the core of io_uring asks of a driver.
@Command(
        name = "contract",
        description = "Say what io_uring asks of a driver: the life of a command, its flags, its buffers, each function of the API.",
        sortOptions = false)
final class ContractCommand implements Callable<Integer> {
    private static final String MORE = "`uringlint contract TOPIC` prints a page, and with `--kernel 6.12` what of it holds for that"
            + " release. `uringlint explain RULE` prints the page of a rule.";

    private final Terminal terminal;

    @Spec
    private CommandSpec command;

    @Option(
            names = "--kernel",
            paramLabel = "VERSION[..VERSION]",
            description = "Leave out what does not hold for this kernel, or for any of this range of kernels.")
    private String kernel = "";

    @Parameters(
            paramLabel = "TOPIC",
            arity = "0..1",
            completionCandidates = Topics.class,
            description = "The page to print. Without one, the topics are listed.")
    private String topic = "";

    ContractCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /// The topics, for shells to complete.
    static final class Topics extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Topics() {
            super(ContractPages.topics().keySet());
        }
    }

    @Override
    public Integer call() {
        Optional<Kernels> kernels = kernels();
        Map<String, String> topics = ContractPages.topics();
        if (topic.isEmpty()) {
            terminal.out().print(terminal.page(list(topics)));
            return ExitCode.CLEAN;
        }
        if (!topics.containsKey(topic)) {
            throw refused("TOPIC: " + unknown(topics));
        }
        List<Block> page = Markdown.parse(ContractPages.page(topic));
        terminal.out().print(terminal.page(kernels.map(some -> ForKernels.of(page, some)).orElse(page)));
        return ExitCode.CLEAN;
    }

    private Optional<Kernels> kernels() {
        if (kernel.isEmpty()) {
            return Optional.empty();
        }
        Kernels kernels = Kernels.parse(kernel).orElseThrow(() ->
                refused("--kernel: `" + kernel + "` is no kernel version: write `6.12`, or `6.1..7.3` for a range"));
        kernels.unknown().ifPresent(why -> {
            throw refused("--kernel: " + why);
        });
        return Optional.of(kernels);
    }

    private String unknown(Map<String, String> topics) {
        if (RuleNames.ids().contains(topic)) {
            return "`" + topic + "` is a rule: `uringlint explain " + topic + "` prints its page";
        }
        String hint = NearMiss.hint(topic, topics.keySet());
        return "no page is called `" + topic + "`" + (hint.isEmpty() ? "; `uringlint contract` lists the topics" : hint);
    }

    private static List<Block> list(Map<String, String> topics) {
        List<List<String>> rows = new ArrayList<>();
        topics.forEach((name, about) -> rows.add(List.of(name, about)));
        return List.of(
                new Block.Table(List.of("topic", "what it is about"), rows),
                new Block.Paragraph(0, MORE));
    }

    private CommandLine.ParameterException refused(String message) {
        return new CommandLine.ParameterException(command.commandLine(), message);
    }
}
