// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.lsp;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.CodeActionOptions;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.DidChangeConfigurationParams;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidChangeWatchedFilesParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DidSaveTextDocumentParams;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.InlayHint;
import org.eclipse.lsp4j.InlayHintParams;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.MessageType;
import org.eclipse.lsp4j.SaveOptions;
import org.eclipse.lsp4j.ServerCapabilities;
import org.eclipse.lsp4j.ServerInfo;
import org.eclipse.lsp4j.SetTraceParams;
import org.eclipse.lsp4j.TextDocumentSyncKind;
import org.eclipse.lsp4j.TextDocumentSyncOptions;
import org.eclipse.lsp4j.jsonrpc.CompletableFutures;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.eclipse.lsp4j.services.WorkspaceService;

/// Answers an editor: diagnostics when a file is opened, changed or saved, fixes and suppressions for them, who enters a function, and how
/// commands stand at a line.
public final class LanguageServer
        implements org.eclipse.lsp4j.services.LanguageServer, TextDocumentService, WorkspaceService {
    private final Checker checker;
    private final String version;
    private final Buffers buffers = new Buffers();
    private final Watch watch;
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    private volatile Optional<LanguageClient> client = Optional.empty();
    private volatile boolean isShutDown;

    public LanguageServer(Checker checker, String version) {
        this.checker = checker;
        this.version = version;
        this.watch = new Watch(
                checker,
                buffers,
                diagnostics -> client.ifPresent(editor -> editor.publishDiagnostics(diagnostics)),
                text -> client.ifPresent(editor -> editor.logMessage(new MessageParams(MessageType.Warning, text))));
    }

    public void connect(LanguageClient editor) {
        client = Optional.of(editor);
    }

    /// The exit status that the protocol asks for, once the editor has said that it is done.
    public CompletableFuture<Integer> ended() {
        return ended;
    }

    @Override
    public CompletableFuture<InitializeResult> initialize(InitializeParams params) {
        Optional.ofNullable(params.getProcessId())
                .flatMap(ProcessHandle::of)
                .ifPresent(editor -> {
                    var _ = editor.onExit().thenRun(this::exit);
                });
        var capabilities = new ServerCapabilities();
        var sync = new TextDocumentSyncOptions();
        sync.setOpenClose(true);
        sync.setChange(TextDocumentSyncKind.Full);
        sync.setSave(new SaveOptions(false));
        capabilities.setTextDocumentSync(sync);
        capabilities.setHoverProvider(true);
        capabilities.setInlayHintProvider(true);
        capabilities.setCodeActionProvider(new CodeActionOptions(List.of(CodeActionKind.QuickFix)));
        return CompletableFuture.completedFuture(new InitializeResult(capabilities, new ServerInfo("uringlint", version)));
    }

    @Override
    public CompletableFuture<Object> shutdown() {
        isShutDown = true;
        watch.stop();
        return CompletableFuture.completedFuture(new Object());
    }

    @Override
    public void exit() {
        watch.stop();
        ended.complete(isShutDown ? 0 : 1);
    }

    @Override
    public void setTrace(SetTraceParams params) {
        // Nothing is traced.
    }

    @Override
    public TextDocumentService getTextDocumentService() {
        return this;
    }

    @Override
    public WorkspaceService getWorkspaceService() {
        return this;
    }

    @Override
    public void didOpen(DidOpenTextDocumentParams params) {
        Positions.path(params.getTextDocument().getUri()).ifPresent(path -> {
            buffers.put(path, params.getTextDocument().getText(), params.getTextDocument().getVersion());
            watch.look(path, true);
        });
    }

    @Override
    public void didChange(DidChangeTextDocumentParams params) {
        Positions.path(params.getTextDocument().getUri()).ifPresent(path -> {
            if (!params.getContentChanges().isEmpty()) {
                buffers.put(path, params.getContentChanges().getLast().getText(), params.getTextDocument().getVersion());
                watch.look(path, false);
            }
        });
    }

    @Override
    public void didClose(DidCloseTextDocumentParams params) {
        Positions.path(params.getTextDocument().getUri()).ifPresent(path -> {
            buffers.remove(path);
            watch.close(path);
        });
    }

    @Override
    public void didSave(DidSaveTextDocumentParams params) {
        Positions.path(params.getTextDocument().getUri()).ifPresent(path -> watch.look(path, true));
    }

    @Override
    public void didChangeConfiguration(DidChangeConfigurationParams params) {
        watch.lookAtAll();
    }

    @Override
    public void didChangeWatchedFiles(DidChangeWatchedFilesParams params) {
        watch.lookAtAll();
    }

    @Override
    public CompletableFuture<List<Either<Command, CodeAction>>> codeAction(CodeActionParams params) {
        return answer(params.getTextDocument().getUri(), List.of(), file -> watch.current(file)
                .map(seen -> Actions.in(seen.checked(), file, params.getRange()).stream()
                        .map(Either::<Command, CodeAction>forRight)
                        .toList())
                .orElse(List.of()));
    }

    @Override
    public CompletableFuture<List<InlayHint>> inlayHint(InlayHintParams params) {
        return answer(params.getTextDocument().getUri(), List.of(), file -> watch.current(file)
                .map(seen -> Hints.roles(seen.checked(), file, params.getRange()))
                .orElse(List.of()));
    }

    // The protocol says null where there is nothing to show.
    @SuppressWarnings("NullAway")
    @Override
    public CompletableFuture<Hover> hover(HoverParams params) {
        return answer(params.getTextDocument().getUri(), null, file -> watch.current(file)
                .flatMap(seen -> Hints.hover(seen.checked(), checker, file, params.getPosition().getLine()))
                .orElse(null));
    }

    private <T> CompletableFuture<T> answer(String uri, T nothing, Function<Path, T> question) {
        return CompletableFutures.computeAsync(_ -> Positions.path(uri).map(question).orElse(nothing));
    }
}
