// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionContext;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DidSaveTextDocumentParams;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InlayHint;
import org.eclipse.lsp4j.InlayHintParams;
import org.eclipse.lsp4j.MessageActionItem;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.ShowMessageRequestParams;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.launch.LSPLauncher;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.LanguageServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sessions of an editor, over the streams that an editor would use.
class LspTest {
    private static final String WRONG = Drivers.driver(Drivers.BODY_WRONG);
    private static final String RIGHT = Drivers.driver(Drivers.BODY_RIGHT);

    @TempDir
    private Path folder;

    private final Editor editor = new Editor();
    private final PipedOutputStream toServer = new PipedOutputStream();
    private CompletableFuture<Integer> status;
    private LanguageServer server;

    /// An editor that keeps what it is told.
    private static final class Editor implements LanguageClient {
        final BlockingQueue<PublishDiagnosticsParams> told = new LinkedBlockingQueue<>();
        final List<String> messages = new ArrayList<>();

        /// What is told of a state of a file, and of no older one.
        List<Diagnostic> of(String uri, int version) throws InterruptedException {
            while (true) {
                PublishDiagnosticsParams next = told.poll(60, TimeUnit.SECONDS);
                assertThat(next).as("diagnostics of version " + version).isNotNull();
                if (next.getUri().equals(uri) && next.getVersion() != null) {
                    assertThat(next.getVersion()).as("a text that is gone").isGreaterThanOrEqualTo(version);
                    return next.getDiagnostics();
                }
            }
        }

        @Override
        public void telemetryEvent(Object object) {
            throw new AssertionError("nothing is measured");
        }

        @Override
        public void publishDiagnostics(PublishDiagnosticsParams diagnostics) {
            told.add(diagnostics);
        }

        @Override
        public void showMessage(MessageParams params) {
            messages.add(params.getMessage());
        }

        @Override
        public CompletableFuture<MessageActionItem> showMessageRequest(ShowMessageRequestParams params) {
            return CompletableFuture.failedFuture(new AssertionError("nobody is asked"));
        }

        @Override
        public void logMessage(MessageParams params) {
            messages.add(params.getMessage());
        }
    }

    @BeforeEach
    void start() throws Exception {
        var fromEditor = new PipedInputStream(toServer, 1 << 16);
        var toEditor = new PipedOutputStream();
        var fromServer = new PipedInputStream(toEditor, 1 << 16);
        var terminal = new Terminal(
                fromEditor,
                new PrintStream(toEditor, true),
                new PrintStream(OutputStream.nullOutputStream()),
                folder,
                Terminal.DEFAULT_WIDTH,
                false,
                false,
                false,
                false,
                uringlint.cli.cache.CachePlace.NONE);
        status = CompletableFuture.supplyAsync(() -> Main.run(terminal, "lsp", "--level", "note"));
        var launcher = LSPLauncher.createClientLauncher(editor, fromServer, toServer);
        server = launcher.getRemoteProxy();
        var _ = launcher.startListening();
        assertThat(server.initialize(new InitializeParams()).get(60, TimeUnit.SECONDS).getCapabilities().getHoverProvider().getLeft())
                .isTrue();
    }

    @AfterEach
    void stop() throws IOException {
        toServer.close();
    }

    private String uri(String name) {
        return folder.resolve(name).toUri().toString();
    }

    private String open(String name, String text) throws IOException {
        Drivers.write(folder.resolve(name), text);
        server.getTextDocumentService().didOpen(new DidOpenTextDocumentParams(new TextDocumentItem(uri(name), "c", 1, text)));
        return uri(name);
    }

    private void change(String uri, int version, String text) {
        server.getTextDocumentService()
                .didChange(new DidChangeTextDocumentParams(
                        new VersionedTextDocumentIdentifier(uri, version), List.of(new TextDocumentContentChangeEvent(text))));
    }

    private static String apply(String text, List<TextEdit> edits) {
        String changed = text;
        for (TextEdit edit : edits.reversed()) {
            changed = changed.substring(0, offset(text, edit.getRange().getStart()))
                    + edit.getNewText() + changed.substring(offset(text, edit.getRange().getEnd()));
        }
        return changed;
    }

    private static int offset(String text, Position position) {
        int line = 0;
        for (int number = 0; number < position.getLine(); number++) {
            line = text.indexOf('\n', line) + 1;
        }
        return line + position.getCharacter();
    }

    @Test
    void whatIsFoundIsShownAndGoesWithItsReason() throws Exception {
        String uri = open("x.c", WRONG);
        List<Diagnostic> found = editor.of(uri, 1);
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().getCode().getLeft()).isEqualTo("double-completion");
        assertThat(found.getFirst().getRange().getStart()).isEqualTo(new Position(5, 1));
        assertThat(found.getFirst().getRelatedInformation()).isNotEmpty();

        change(uri, 2, RIGHT);
        assertThat(editor.of(uri, 2)).as("before anything is saved").isEmpty();

        change(uri, 3, WRONG);
        server.getTextDocumentService().didSave(new DidSaveTextDocumentParams(new TextDocumentIdentifier(uri)));
        assertThat(editor.of(uri, 3)).hasSize(1);
    }

    @Test
    void aSuppressionThatIsOfferedDoesWhatItSays() throws Exception {
        String uri = open("x.c", WRONG);
        Range place = editor.of(uri, 1).getFirst().getRange();
        List<CodeAction> actions = server.getTextDocumentService()
                .codeAction(new CodeActionParams(new TextDocumentIdentifier(uri), place, new CodeActionContext(List.of())))
                .get(60, TimeUnit.SECONDS)
                .stream()
                .map(action -> action.getRight())
                .toList();
        CodeAction allow = actions.getLast();
        assertThat(allow.getTitle()).isEqualTo("Allow `double-completion` here");
        change(uri, 2, apply(WRONG, allow.getEdit().getChanges().get(uri)));
        assertThat(editor.of(uri, 2)).isEmpty();
    }

    @Test
    void aFixThatIsOfferedDoesWhatItSays() throws Exception {
        String wrong = RIGHT.replace("0, 0, issue_flags", "0, 0, 0");
        String uri = open("x.c", wrong);
        Range place = editor.of(uri, 1).getFirst().getRange();
        CodeAction fix = server.getTextDocumentService()
                .codeAction(new CodeActionParams(new TextDocumentIdentifier(uri), place, new CodeActionContext(List.of())))
                .get(60, TimeUnit.SECONDS)
                .getFirst()
                .getRight();
        assertThat(fix.getIsPreferred()).isTrue();
        change(uri, 2, apply(wrong, fix.getEdit().getChanges().get(uri)));
        assertThat(editor.of(uri, 2)).isEmpty();
    }

    @Test
    void aLineTellsHowTheCommandStandsAndAnEntryPointWhoItIs() throws Exception {
        String uri = open("x.c", WRONG);
        assertThat(editor.of(uri, 1)).hasSize(1);
        Hover before = server.getTextDocumentService()
                .hover(new HoverParams(new TextDocumentIdentifier(uri), new Position(4, 3)))
                .get(60, TimeUnit.SECONDS);
        assertThat(before.getContents().getRight().getValue()).contains("here: `cmd` is owned (handler `x_uring_cmd`)");
        Hover behind = server.getTextDocumentService()
                .hover(new HoverParams(new TextDocumentIdentifier(uri), new Position(5, 3)))
                .get(60, TimeUnit.SECONDS);
        assertThat(behind.getContents().getRight().getValue())
                .contains("here: `cmd` is completed", "**double-completion**: a command is completed twice");
        assertThat(Optional.ofNullable(server.getTextDocumentService()
                        .hover(new HoverParams(new TextDocumentIdentifier(uri), new Position(0, 0)))
                        .get(60, TimeUnit.SECONDS)))
                .isEmpty();
        List<InlayHint> hints = server.getTextDocumentService()
                .inlayHint(new InlayHintParams(new TextDocumentIdentifier(uri), new Range(new Position(0, 0), new Position(99, 0))))
                .get(60, TimeUnit.SECONDS);
        assertThat(hints).hasSize(1);
        assertThat(hints.getFirst().getLabel().getLeft()).isEqualTo("handler");
        assertThat(hints.getFirst().getPosition()).isEqualTo(new Position(2, 22));
    }

    @Test
    void ofManyQuickEditsOnlyTheLastOnesAreToldOf() throws Exception {
        String uri = open("x.c", RIGHT);
        assertThat(editor.of(uri, 1)).isEmpty();
        for (int version = 2; version <= 100; version++) {
            change(uri, version, "\n".repeat(version) + (version % 2 == 0 ? WRONG : RIGHT));
        }
        change(uri, 101, "\n" + WRONG);
        var told = new ArrayList<PublishDiagnosticsParams>();
        while (told.isEmpty() || told.getLast().getVersion() != 101) {
            told.add(editor.told.poll(60, TimeUnit.SECONDS));
        }
        assertThat(told).as("an answer for each pause, not for each key").hasSizeLessThan(20);
        assertThat(told.getLast().getDiagnostics()).hasSize(1);
        assertThat(told.getLast().getDiagnostics().getFirst().getRange().getStart()).isEqualTo(new Position(6, 1));
    }

    @Test
    void aFileThatIsRenamedTakesWhatWasFoundAlong() throws Exception {
        String uri = open("x.c", WRONG);
        assertThat(editor.of(uri, 1)).hasSize(1);
        Files.move(folder.resolve("x.c"), folder.resolve("y.c"));
        server.getTextDocumentService().didClose(new DidCloseTextDocumentParams(new TextDocumentIdentifier(uri)));
        PublishDiagnosticsParams cleared = editor.told.poll(60, TimeUnit.SECONDS);
        assertThat(cleared.getUri()).isEqualTo(uri);
        assertThat(cleared.getDiagnostics()).isEmpty();
        assertThat(editor.of(open("y.c", WRONG), 1)).hasSize(1);
    }

    @Test
    void aFileThatTheDiskDoesNotHaveIsLookedAtToo() throws Exception {
        server.getTextDocumentService().didOpen(new DidOpenTextDocumentParams(new TextDocumentItem(uri("new.c"), "c", 1, WRONG)));
        assertThat(editor.of(uri("new.c"), 1)).hasSize(1);
        server.getTextDocumentService()
                .didOpen(new DidOpenTextDocumentParams(new TextDocumentItem("untitled:Untitled-1", "c", 1, WRONG)));
        assertThat(editor.of(open("x.c", RIGHT), 1)).as("what has no place in the disk harms nobody").isEmpty();
    }

    @Test
    void whatIsNotFollowedIsNamed() throws Exception {
        String call = "void outside(struct io_uring_cmd *cmd);\n"
                + RIGHT.replace("\tio_uring_cmd_done(", "\toutside(cmd);\n\tio_uring_cmd_done(");
        List<Diagnostic> found = editor.of(open("x.c", call), 1);
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().getMessage().getLeft()).startsWith("not followed: what `outside()` does");
        assertThat(found.getFirst().getRange().getStart().getLine()).isEqualTo(5);
    }

    @Test
    void damagedConfigurationIsSaidAndDoesNotStopTheRest() throws Exception {
        Drivers.write(folder.resolve(".uringlint.yml"), "rules: [\n");
        assertThat(editor.of(open("x.c", WRONG), 1)).hasSize(1);
        assertThat(editor.messages).anyMatch(message -> message.contains(".uringlint.yml"));
    }

    @Test
    void theEndIsAsTheProtocolAsksFor() throws Exception {
        server.shutdown().get(60, TimeUnit.SECONDS);
        server.exit();
        assertThat(status.get(60, TimeUnit.SECONDS)).isZero();
    }

    @Test
    void anEditorThatIsGoneLeavesNothingBehind() throws Exception {
        open("x.c", WRONG);
        toServer.close();
        assertThat(status.get(60, TimeUnit.SECONDS)).isEqualTo(ExitCode.INCOMPLETE);
    }
}
