// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.run;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.zip.CRC32C;
import uringlint.cli.cache.CachePlace;
import uringlint.cli.cache.EntryFiles;
import uringlint.cli.find.Driver;
import uringlint.cli.find.Stamped;
import uringlint.source.SourceFile;
import uringlint.version.KernelVersion;

/// Results of earlier runs. A result holds as long as the program, its settings, and all that the analysis read are the same, and as long
/// as what it did not find is still not there.
public final class ResultCache {
    private final Optional<EntryFiles> entries;
    private final String settings;
    private final long started;
    private final AtomicBoolean isChanged;

    private ResultCache(Optional<EntryFiles> entries, String settings, long started, AtomicBoolean isChanged) {
        this.entries = entries;
        this.settings = settings;
        this.started = started;
        this.isChanged = isChanged;
    }

    /// Keeps nothing.
    public static ResultCache none() {
        return new ResultCache(Optional.empty(), "", 0, new AtomicBoolean());
    }

    /// The results that a program keeps.
    public static ResultCache of(CachePlace place) {
        return place.isUsed() ? in(place.entries(), place.program(), place.started()) : none();
    }

    /// Results in `entries` of one program with one set of options, which `settings` names. `started` is when this run began, in
    /// milliseconds of the epoch: what was written to files since then is not told by their stamps.
    static ResultCache in(EntryFiles entries, String settings, long started) {
        return new ResultCache(Optional.of(entries), settings, started, new AtomicBoolean());
    }

    /// Whether anything is kept.
    boolean isUsed() {
        return entries.isPresent();
    }

    /// The same for other settings beside those.
    ResultCache with(String more) {
        return new ResultCache(entries, settings + "\0" + more, started, isChanged);
    }

    /// A result that still holds, and how far the first load of the driver reached.
    record Hit(Analyzed analyzed, KnownFiles.Reach first) {}

    /// The result for a driver, if it still holds.
    Optional<Hit> find(Driver driver, Optional<KernelVersion> version) {
        if (entries.isEmpty() || !(driver.provider() instanceof Stamped stamped)) {
            return Optional.empty();
        }
        String key = key(driver, version);
        Optional<ByteBuffer> entry = entries.get().read(key);
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        byte[] bytes = new byte[entry.get().remaining()];
        entry.get().get(bytes);
        try {
            var in = new ByteArrayInputStream(bytes);
            Answers known = Answers.read(new DataInputStream(in));
            Optional<Answers> now = known.again(driver, stamped, started);
            if (now.isEmpty()) {
                return Optional.empty();
            }
            byte[] result = in.readAllBytes();
            if (!now.get().equals(known)) {
                write(key, now.get(), result);
            }
            Analyzed analyzed = ResultCodec.read(driver, files(driver), new DataInputStream(new ByteArrayInputStream(result)));
            return Optional.of(new Hit(analyzed, known.first()));
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException _) {
            // The checksum was right: another program wrote this in another form.
            return Optional.empty();
        }
    }

    private static Function<String, Optional<SourceFile>> files(Driver driver) {
        Map<String, Optional<SourceFile>> files = new HashMap<>();
        driver.files().forEach(file -> files.put(file.path(), Optional.of(file)));
        return path -> files.computeIfAbsent(path, driver.provider()::read);
    }

    /// Keeps the result of an analysis that asked for what is `known` now.
    void keep(Driver driver, Optional<KernelVersion> version, KnownFiles known, KnownFiles.Reach first, Analyzed analyzed) {
        if (entries.isPresent() && driver.provider() instanceof Stamped stamped) {
            KnownFiles.Asked asked = known.asked();
            Map<SourceFile, String> paths = new HashMap<>();
            asked.files().forEach((path, file) -> file.ifPresent(there -> paths.put(there, path)));
            driver.files().forEach(file -> paths.put(file, file.path()));
            var result = new ByteArrayOutputStream();
            try (var out = new DataOutputStream(result)) {
                ResultCodec.write(analyzed, file -> Optional.ofNullable(paths.get(file)), out);
                write(key(driver, version), Answers.of(asked, first, driver, stamped, started), result.toByteArray());
            } catch (IOException _) {
                // A name that is too long, or a place in a file that was made up: the next run analyzes it again.
            }
        }
    }

    private void write(String key, Answers answers, byte[] result) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            answers.write(out);
            out.write(result);
        }
        entries.ifPresent(files -> files.write(key, bytes.toByteArray()));
        isChanged.set(true);
    }

    /// Has room made for the next run, if this one kept anything.
    public void close() {
        if (isChanged.get()) {
            entries.ifPresent(EntryFiles::trim);
        }
    }

    /// What an entry is found by. It does not make it right.
    String key(Driver driver, Optional<KernelVersion> version) {
        var key = new StringBuilder(settings).append('\0').append(version.map(KernelVersion::toString).orElse(""));
        for (SourceFile file : driver.files()) {
            var sum = new CRC32C();
            sum.update(file.bytes());
            key.append('\0').append(file.path()).append('\0').append(sum.getValue());
        }
        return key.toString();
    }
}
