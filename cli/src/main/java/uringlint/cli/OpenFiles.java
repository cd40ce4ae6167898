// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import uringlint.cli.find.Driver;
import uringlint.cli.find.Selection;
import uringlint.cli.names.FileNames;
import uringlint.load.FileProvider;
import uringlint.source.SourceFile;

/// Texts that stand for files of the disk, as those of an editor do. The same text is the same object as long as nothing is read anew.
record OpenFiles(Path folder, Map<Path, byte[]> texts, Map<Path, SourceFile> known) {
    /// The driver of a file by what the disk has, with these texts in place of what they stand for. A file that the disk does not have
    /// stands alone. `name` counts from `folder`.
    static Selection selection(Path folder, String name, Map<Path, byte[]> texts) {
        var open = new OpenFiles(folder, texts, new HashMap<>());
        if (!Files.isRegularFile(FileNames.resolve(folder, name))) {
            return new Selection(List.of(new Driver(List.of(open.of(new SourceFile(name, new byte[0]))), FileProvider.NONE)), List.of());
        }
        Selection selection = Selection.of(folder, List.of(name), false);
        List<Driver> drivers = selection.drivers().stream()
                .map(driver -> new Driver(driver.files().stream().map(open::of).toList(), open.over(driver.provider())))
                .toList();
        return new Selection(drivers, selection.problems());
    }

    private synchronized SourceFile of(SourceFile file) {
        Path path = FileNames.resolve(folder, file.path()).toAbsolutePath().normalize();
        byte[] text = texts.get(path);
        return text == null ? file : known.computeIfAbsent(path, _ -> new SourceFile(file.path(), text));
    }

    private FileProvider over(FileProvider disk) {
        return new EditorFiles(disk, this::of);
    }
}
