// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.lsp;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import uringlint.cli.report.Finding;
import uringlint.cli.run.Analyzed;
import uringlint.source.Problem;
import uringlint.source.SourceFile;

/// Looks at the drivers of open files, one after another, and tells the editor what is found. What was found in a text that has changed
/// since is never told.
final class Watch {
    /// Who types is not answered before a pause.
    private static final long PAUSE_MILLIS = 300;

    private final Checker checker;
    private final Buffers buffers;
    private final Consumer<PublishDiagnosticsParams> publisher;
    private final Consumer<String> teller;
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(work -> {
        var thread = new Thread(work, "analysis");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Path> waiting = new LinkedHashSet<>();
    private Optional<ScheduledFuture<?>> next = Optional.empty();
    /// What was seen last of the driver of each open file.
    private final Map<Path, Seen> seen = new HashMap<>();
    /// The files of which the editor shows something.
    private final Set<Path> marked = new HashSet<>();

    /// A driver as it was looked at: what was found, and the open files with their versions at that time.
    record Seen(Checker.Checked checked, Map<Path, Buffers.Buffer> open) {}

    Watch(Checker checker, Buffers buffers, Consumer<PublishDiagnosticsParams> publisher, Consumer<String> teller) {
        this.checker = checker;
        this.buffers = buffers;
        this.publisher = publisher;
        this.teller = teller;
    }

    /// Looks at the driver of a file: at once, or after a pause in which nothing else changes.
    synchronized void look(Path file, boolean isAtOnce) {
        waiting.add(file);
        next.ifPresent(planned -> planned.cancel(false));
        next = Optional.of(worker.schedule(this::work, isAtOnce ? 0 : PAUSE_MILLIS, TimeUnit.MILLISECONDS));
    }

    /// Looks at all open files again.
    void lookAtAll() {
        buffers.all().keySet().forEach(file -> look(file, true));
    }

    /// Takes back what is shown of the driver of a file that was closed, unless another file of it is open.
    synchronized void close(Path file) {
        Optional<Seen> last = Optional.ofNullable(seen.remove(file));
        waiting.remove(file);
        Set<Path> shown = new HashSet<>();
        seen.values().forEach(other -> shown.addAll(files(other.checked())));
        last.ifPresent(one -> files(one.checked()).stream().filter(path -> !shown.contains(path)).forEach(this::clear));
        if (!shown.contains(file)) {
            clear(file);
        }
    }

    /// What was found in the driver of a file, if it has not changed since.
    synchronized Optional<Seen> current(Path file) {
        return Optional.ofNullable(seen.get(file)).filter(last -> buffers.get(file).equals(Optional.ofNullable(last.open().get(file))));
    }

    void stop() {
        worker.shutdownNow();
    }

    private void work() {
        Set<Path> done = new HashSet<>();
        for (Optional<Path> asked = take(); asked.isPresent(); asked = take()) {
            Path file = asked.get();
            if (done.contains(file) || buffers.get(file).isEmpty()) {
                continue;
            }
            Map<Path, Buffers.Buffer> open = buffers.all();
            try {
                Checker.Checked checked = checker.check(file, Buffers.bytes(open));
                if (!checked.message().isEmpty()) {
                    teller.accept(checked.message());
                }
                done.addAll(tell(file, new Seen(checked, open)));
            } catch (RuntimeException e) {
                // A thread that ended without a word would look like a file with nothing in it.
                teller.accept(file + " was not looked at because of an internal error of uringlint (" + e + "): please report it");
            }
        }
    }

    private synchronized Optional<Path> take() {
        Optional<Path> first = waiting.stream().findFirst();
        first.ifPresent(waiting::remove);
        return first;
    }

    /// Tells what was found, and returns the open files of the driver.
    private synchronized Set<Path> tell(Path file, Seen found) {
        Set<Path> all = files(found.checked());
        all.add(file);
        Map<Path, List<Diagnostic>> diagnostics = new TreeMap<>();
        all.forEach(path -> diagnostics.put(path, new ArrayList<>()));
        for (Finding finding : found.checked().findings()) {
            Path path = Positions.path(found.checked().folder(), finding.diagnostic().location());
            diagnostics.computeIfAbsent(path, _ -> new ArrayList<>()).add(Diagnostics.of(finding, found.checked().folder()));
        }
        for (Problem problem : found.checked().problems()) {
            Path path = Positions.path(found.checked().folder(), problem.location());
            diagnostics.computeIfAbsent(path, _ -> new ArrayList<>()).add(Diagnostics.of(problem));
        }
        Set<Path> open = new HashSet<>();
        diagnostics.forEach((path, ofFile) -> {
            Optional<Buffers.Buffer> now = buffers.get(path);
            if (now.isPresent()) {
                open.add(path);
                seen.put(path, found);
            }
            // A file that has changed since is waiting to be looked at again.
            boolean isSame = now.equals(Optional.ofNullable(found.open().get(path)));
            if (isSame && (!ofFile.isEmpty() || marked.contains(path) || now.isPresent())) {
                publish(path, ofFile, now);
            }
        });
        return open;
    }

    private void publish(Path path, List<Diagnostic> diagnostics, Optional<Buffers.Buffer> now) {
        if (diagnostics.isEmpty()) {
            marked.remove(path);
        } else {
            marked.add(path);
        }
        var params = new PublishDiagnosticsParams(Positions.uri(path), diagnostics);
        now.ifPresent(buffer -> params.setVersion(buffer.version()));
        publisher.accept(params);
    }

    private void clear(Path path) {
        if (marked.remove(path)) {
            publisher.accept(new PublishDiagnosticsParams(Positions.uri(path), List.of()));
        }
    }

    private static Set<Path> files(Checker.Checked checked) {
        Set<Path> files = new HashSet<>();
        for (Analyzed driver : checked.analyzed()) {
            for (SourceFile file : driver.driver().files()) {
                files.add(Positions.path(checked.folder(), new uringlint.source.Location(file, new uringlint.source.Span(0, 0))));
            }
        }
        return files;
    }
}
