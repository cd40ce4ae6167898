// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.kbuild;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What of a compiler's command line matters here: the files to compile, and the folders with headers. All else is passed over, so
/// that options of compilers to come do no harm.
public record CompilerLine(List<String> sources, List<String> includes) {
    /// Options of gcc, clang, sparse and rustc whose value is the next argument, also where it could be joined.
    private static final Set<String> WITH_VALUE = Set.of(
            "-include",
            "-imacros",
            "-I",
            "-iquote",
            "-isystem",
            "-idirafter",
            "-iprefix",
            "-iwithprefix",
            "-iwithprefixbefore",
            "-imultilib",
            "-isysroot",
            "--sysroot",
            "-D",
            "-U",
            "-A",
            "-o",
            "-x",
            "-MF",
            "-MT",
            "-MQ",
            "-dumpbase",
            "-dumpbase-ext",
            "-dumpdir",
            "-aux-info",
            "--param",
            "-arch",
            "-target",
            "-triple",
            "-mllvm",
            "-Xclang",
            "-Xpreprocessor",
            "-Xassembler",
            "-Xlinker",
            "-Xarch_host",
            "-L",
            "-l",
            "-T",
            "-u",
            "-z",
            "-e",
            "-G",
            "-B",
            "-specs",
            "-gcc-base-dir",
            "-multiarch-dir",
            "-serialize-diagnostics",
            "--serialize-diagnostics",
            "-working-directory",
            "--cfg",
            "--check-cfg",
            "--crate-name",
            "--crate-type",
            "--edition",
            "--emit",
            "--extern",
            "--target",
            "--out-dir",
            "-C",
            "-Z");
    /// Names of what is passed to a compiler and is no source of ours.
    private static final Set<String> OTHER =
            Set.of(".S", ".s", ".o", ".a", ".so", ".ko", ".d", ".i", ".ii", ".bc", ".ll", ".dts", ".lds");
    private static final Set<String> INCLUDES = Set.of("-I", "-iquote", "-isystem", "-idirafter");
    /// How many response files are read, as many as GCC reads: they may name each other.
    private static final int MOST_RESPONSES = 2000;

    public CompilerLine {
        sources = List.copyOf(sources);
        includes = List.copyOf(includes);
    }

    /// Reads the arguments behind the compiler's name. `responses` gives the text of the files that are named as `@FILE`.
    public static CompilerLine of(List<String> arguments, Function<String, Optional<String>> responses) {
        var sources = new ArrayList<String>();
        var includes = new ArrayList<String>();
        List<String> all = expanded(arguments, responses);
        boolean isBehindOptions = false;
        for (int index = 0; index < all.size(); index++) {
            String argument = all.get(index);
            if (isBehindOptions || !argument.startsWith("-")) {
                if (isSource(argument)) {
                    sources.add(argument);
                }
            } else if (argument.equals("--")) {
                isBehindOptions = true;
            } else if (argument.startsWith("-I") && argument.length() > 2) {
                includes.add(argument.substring(2));
            } else if (WITH_VALUE.contains(argument)) {
                index++;
                if (INCLUDES.contains(argument) && index < all.size()) {
                    includes.add(all.get(index));
                }
            }
        }
        return new CompilerLine(sources.stream().distinct().toList(), includes.stream().distinct().toList());
    }

    /// Whether compilers know an option of this name that takes a value.
    public static boolean isOption(String name) {
        return WITH_VALUE.contains(name) || name.equals("--arch");
    }

    private static boolean isSource(String argument) {
        int dot = argument.lastIndexOf('.');
        return !argument.isEmpty() && (dot < 0 || !OTHER.contains(argument.substring(dot)));
    }

    private static List<String> expanded(List<String> arguments, Function<String, Optional<String>> responses) {
        var all = new ArrayList<String>();
        var waiting = new ArrayDeque<>(arguments);
        for (int read = 0; !waiting.isEmpty(); ) {
            String argument = waiting.poll();
            if (argument.length() <= 1 || !argument.startsWith("@")) {
                all.add(argument);
            } else if (read++ < MOST_RESPONSES) {
                // A compiler that cannot read such a file has said so; what it holds is seldom a source.
                words(responses.apply(argument.substring(1)).orElse("")).reversed().forEach(waiting::push);
            }
        }
        return all;
    }

    /// The words of a text as a shell or a response file has them: apart by blanks, but for those in quotes or behind `\`.
    public static List<String> words(String text) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        boolean isWord = false;
        char quote = 0;
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (character == '\\' && quote != '\'' && index + 1 < text.length()) {
                index++;
                boolean isEscape = quote == 0 || text.charAt(index) == '"' || text.charAt(index) == '\\';
                word.append(isEscape ? "" : "\\").append(text.charAt(index));
                isWord = true;
            } else if (character == quote) {
                quote = 0;
            } else if (quote == 0 && (character == '"' || character == '\'')) {
                quote = character;
                isWord = true;
            } else if (quote == 0 && Character.isWhitespace(character)) {
                if (isWord) {
                    words.add(word.toString());
                }
                word.setLength(0);
                isWord = false;
            } else {
                word.append(character);
                isWord = true;
            }
        }
        if (isWord) {
            words.add(word.toString());
        }
        return words;
    }
}
