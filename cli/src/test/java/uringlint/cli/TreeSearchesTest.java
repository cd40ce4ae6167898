// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uringlint.cli.cache.EntryFiles;
import uringlint.cli.git.GitException;
import uringlint.cli.git.GitTree;
import uringlint.cli.git.TreeSearches;

class TreeSearchesTest {
    private static final String DRIVER = "int own_uring_cmd;\n";

    @TempDir
    private Path top;

    private List<String> search(String commit, TreeSearches searches) throws GitException {
        try (GitTree git = GitTree.around(top.resolve("tree"), searches).orElseThrow()) {
            return git.snapshot(commit).search("uring_cmd");
        }
    }

    private TreeSearches kept() {
        return TreeSearches.in(new EntryFiles(top.resolve("uringlint/results"), 1 << 20));
    }

    /// Takes a file of one content out of the repository.
    private void lose(String content) throws IOException {
        ObjectId id;
        try (var names = new ObjectInserter.Formatter()) {
            id = names.idFor(Constants.OBJ_BLOB, content.getBytes(StandardCharsets.UTF_8));
        }
        Files.delete(top.resolve("tree/.git/objects").resolve(id.name().substring(0, 2)).resolve(id.name().substring(2)));
    }

    @Test
    void aFolderThatIsKnownIsNotReadAgain() throws GitException, IOException {
        try (Repo repo = new Repo(top.resolve("tree"))) {
            String one = repo.write("a/own.c", DRIVER)
                    .write("a/deep/own.c", DRIVER + "/* deep */\n")
                    .write("b/none.c", "int none;\n")
                    .write("b/own.rs", "fn uring_cmd() {}\n")
                    .write("b/text.txt", DRIVER)
                    .commit("one");
            String two = repo.write("b/none.c", "int none, uring_cmd;\n").remove("b/own.rs").commit("two");
            // Without an index, the work tree is no help.
            Files.delete(top.resolve("tree/.git/index"));
            List<String> ofOne = List.of("a/deep/own.c", "a/own.c", "b/own.rs");
            List<String> ofTwo = List.of("a/deep/own.c", "a/own.c", "b/none.c");
            assertThat(search(one, TreeSearches.ofRun())).isEqualTo(ofOne);
            assertThat(search(two, TreeSearches.ofRun())).isEqualTo(ofTwo);
            assertThat(search(one, kept())).isEqualTo(ofOne);
            lose(DRIVER + "/* deep */\n");
            assertThatThrownBy(() -> search(two, TreeSearches.ofRun())).isInstanceOf(UncheckedIOException.class);
            assertThat(search(two, kept())).isEqualTo(ofTwo);
            lose("int none, uring_cmd;\n");
            assertThat(search(one, kept())).isEqualTo(ofOne);
            assertThat(search(two, kept())).isEqualTo(ofTwo);
        }
    }

    @Test
    void whatTheWorkTreeShowsIsKeptToo() throws GitException, IOException {
        try (Repo repo = new Repo(top.resolve("tree"))) {
            String one = repo.write("a/own.c", DRIVER).commit("one");
            assertThat(search(one, kept())).containsExactly("a/own.c");
            Files.delete(top.resolve("tree/.git/index"));
            lose(DRIVER);
            assertThat(search(one, kept())).containsExactly("a/own.c");
        }
    }
}
