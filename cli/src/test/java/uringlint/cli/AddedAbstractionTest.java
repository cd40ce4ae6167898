// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Notes on an abstraction are told where a change adds it, and nobody asked for less.
class AddedAbstractionTest {
    private static final String FILE = "rust/kernel/parcel.rs";
    private static final String NOTE = "note[safety-comment-missing]";
    private static final String HANDLE = """
            use core::ptr::NonNull;
            use kernel::{bindings, prelude::*};

            /// A command that is completed once.
            #[must_use = "a command has to be completed"]
            pub struct Parcel {
                raw: NonNull<bindings::io_uring_cmd>,
            }

            impl Parcel {
                /// What user space asks for.
                pub fn operation(&self) -> u32 {
                    // SAFETY: The command is alive as long as the handle.
                    unsafe { (*self.raw.as_ptr()).cmd_op }
                }
            }
            """;
    private static final String UNARGUED = HANDLE.replaceFirst(" *// SAFETY.*\\R", "");

    @TempDir
    private Path folder;

    private Repo repo;
    private String empty;

    @BeforeEach
    void makeRepository() throws IOException {
        repo = new Repo(folder);
        empty = repo.write("README", "a tree\n").commit("a tree");
    }

    @AfterEach
    void closeRepository() {
        repo.close();
    }

    @Test
    void notesOnAnAddedFileAreTold() throws IOException {
        String after = repo.write(FILE, UNARGUED).commit("rust: add a handle");
        assertThat(repo.check("--range", empty + ".." + after).out()).contains(NOTE);
        assertThat(repo.check("--trust-change", "--range", empty + ".." + after).out()).contains(NOTE);
        assertThat(repo.check("--level", "warning", "--range", empty + ".." + after).out()).doesNotContain(NOTE);
    }

    @Test
    void notesOnAFileThatWasThereAreNotTold() throws IOException {
        String before = repo.write(FILE, HANDLE).commit("rust: add a handle");
        String after = repo.write(FILE, UNARGUED).commit("rust: drop a comment");
        assertThat(repo.check("--range", before + ".." + after).out()).doesNotContain(NOTE);
        assertThat(repo.check("--level", "note", "--range", before + ".." + after).out()).contains(NOTE);
    }
}
