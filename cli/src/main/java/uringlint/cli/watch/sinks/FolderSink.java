// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.sinks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import uringlint.cli.fix.FileWriter;
import uringlint.cli.watch.store.Parcel;

/// A folder with a file for each thing, such as those that `kcidb-submit` takes.
public final class FolderSink implements Sink {
    private final String name;
    private final Path folder;
    private final String ending;

    /// Writes what the outbox knows by a name into a folder, as files with an ending.
    public FolderSink(String name, Path folder, String ending) {
        this.name = name;
        this.folder = folder;
        this.ending = ending;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public Result send(Parcel parcel) {
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve(parcel.name().replaceAll("[^A-Za-z0-9._-]", "_") + ending);
            FileWriter.replace(file, parcel.payload().getBytes(StandardCharsets.UTF_8));
            return new Result.Sent(String.valueOf(file.getFileName()));
        } catch (IOException e) {
            return new Result.Later("the folder " + folder + " cannot be written to: " + e.getMessage());
        }
    }
}
