// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.model;

import java.util.List;
import java.util.Set;

/// The files of a kernel that make the API of commands. The contract of the API is for those who use it.
public final class CoreFiles {
    private static final List<String> CORE = List.of(
            "io_uring/",
            "fs/io_uring.c",
            "fs/io-wq.",
            "include/linux/io_uring.h",
            "include/linux/io_uring_types.h",
            "include/linux/io_uring/",
            "include/uapi/linux/io_uring.h",
            "include/uapi/linux/io_uring/");
    private static final List<String> ABSTRACTIONS = List.of("rust/kernel/", "rust/helpers/", "rust/bindings/");
    /// What abstractions are there to do, so that drivers need not.
    private static final Set<String> FOR_USERS_OF_ABSTRACTIONS = Set.of("api-version", "private-field", "raw-binding");

    private CoreFiles() {}

    /// Whether a file, by its path from the top, is one of the core, in C.
    public static boolean isCore(String path) {
        return CORE.stream().anyMatch(path::startsWith);
    }

    /// Whether a rule, by its id, fits a file of a kernel, by its path from the top.
    public static boolean fits(String rule, String path) {
        if (isCore(path)) {
            return false;
        }
        return ABSTRACTIONS.stream().noneMatch(path::startsWith) || !FOR_USERS_OF_ABSTRACTIONS.contains(rule);
    }
}
