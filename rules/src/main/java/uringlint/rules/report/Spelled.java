// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.report;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.source.SourceFile;
import uringlint.source.Span;

/// How values are written in the code, for messages.
public final class Spelled {
    /// How far behind its name the declaration of a function may go, in bytes.
    private static final int DECLARATION = 2_000;

    private Spelled() {}

    /// An argument of a call as it is written there, if that is a name or a member.
    public static Optional<String> argument(Instruction.Call call, int argument, Function function) {
        return function.spellings().argument(call, argument).map(span -> function.file().text(span))
                .filter(text -> text.matches("[\\w.>\\[\\]-]+"));
    }

    /// The name of a method without that of its type.
    public static String method(String name) {
        return name.substring(name.lastIndexOf(':') + 1);
    }

    /// Where a type is written first, behind a name; the name if it is not found.
    public static Span type(String spelled, SourceFile file, Span named) {
        Pattern pattern = Pattern.compile(Arrays.stream(spelled.split(" ")).map(Pattern::quote).collect(Collectors.joining("\\s+")));
        // One character a byte, so that what is found has the offsets of the file.
        int length = Math.min(DECLARATION, file.bytes().length - named.end());
        Matcher matcher = pattern.matcher(new String(file.bytes(), named.end(), length, StandardCharsets.ISO_8859_1));
        return matcher.find() ? new Span(named.end() + matcher.start(), named.end() + matcher.end()) : named;
    }
}
