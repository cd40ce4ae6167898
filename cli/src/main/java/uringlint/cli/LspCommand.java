// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.launch.LSPLauncher;
import org.eclipse.lsp4j.services.LanguageClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import uringlint.cli.lsp.LanguageServer;

/// Serves an editor.
@Command(
        name = "lsp",
        description = "Serve an editor on standard input and output, by the Language Server Protocol.",
        sortOptions = false)
final class LspCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec command;

    @Mixin
    private KernelOptions kernelOptions;

    @Mixin
    private RuleOptions ruleOptions;

    LspCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        kernelOptions.asked(command.commandLine());
        // What the library has to say of messages that it cannot read goes to the editor, and to nobody's terminal.
        Logger.getLogger("org.eclipse.lsp4j").setLevel(Level.OFF);
        var checker = new EditorCheck(
                terminal,
                (config, here) -> ruleOptions.policy(Optional.empty(), config, here),
                (config, _) -> kernelOptions.kernels(command.commandLine(), config));
        var server = new LanguageServer(checker, Version.text());
        var requests = Executors.newCachedThreadPool(work -> {
            var thread = new Thread(work, "requests");
            thread.setDaemon(true);
            return thread;
        });
        Launcher<LanguageClient> launcher =
                LSPLauncher.createServerLauncher(server, terminal.in(), terminal.out(), requests, consumer -> consumer);
        server.connect(launcher.getRemoteProxy());
        var listening = launcher.startListening();
        requests.execute(() -> {
            try {
                listening.get();
            } catch (InterruptedException | ExecutionException | java.util.concurrent.CancellationException _) {
                Thread.currentThread().interrupt();
            }
            // An editor that is gone says nothing any more.
            server.exit();
        });
        int status = await(server.ended());
        listening.cancel(true);
        requests.shutdownNow();
        return status == 0 ? ExitCode.CLEAN : ExitCode.INCOMPLETE;
    }

    private static int await(CompletableFuture<Integer> ended) {
        try {
            return ended.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        } catch (ExecutionException _) {
            return 1;
        }
    }
}
