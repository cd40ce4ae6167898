// SPDX-License-Identifier: Apache-2.0

package uringlint.load;

import java.util.List;
import uringlint.dialect.VersionArms;
import uringlint.ir.Program;
import uringlint.ir.TranslationUnit;
import uringlint.source.Problem;
import uringlint.source.SourceFile;
import uringlint.version.Target;

/// A driver that was loaded and lowered: the files that the user named first, then what they pull in.
///
/// @param declared the headers, not analyzed with the program, that declare types as which it sees the memory of objects
/// @param read the files of the program in the order in which they were read
public record Loaded(Program program, List<TranslationUnit> declared, List<SourceFile> read, List<Problem> problems) {
    public Loaded {
        declared = List.copyOf(declared);
        read = List.copyOf(read);
        problems = List.copyOf(problems);
    }

    /// What `target` leaves of the files. Where two targets leave the same, loading for both gives the same.
    public List<byte[]> arms(Target target) {
        var arms = new VersionArms(target);
        return read.stream().map(arms::select).toList();
    }
}
