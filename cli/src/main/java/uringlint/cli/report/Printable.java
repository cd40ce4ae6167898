// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.report;

import uringlint.cli.names.FileNames;

/// Text of strangers on its way to a terminal, a log or a mail: names, subjects, settings, lines of code. Whatever would act on
/// what shows it is replaced by a mark that is seen.
public final class Printable {
    /// A message that is longer is no message any more.
    private static final int LONGEST = 2_000;
    private static final String MARK = "\ufffd";

    private Printable() {}

    /// Whether a character does something other than to be seen: controls, among them line breaks and the starts of escape sequences, what
    /// changes the direction of text, and what has no width.
    public static boolean acts(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE -> true;
            default -> false;
        };
    }

    /// A text without what acts; tabs stay.
    public static String text(String text) {
        if (text.codePoints().noneMatch(Printable::acts)) {
            return text;
        }
        var shown = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            if (FileNames.isOdd(character)) {
                shown.append(FileNames.escape(character));
            } else {
                shown.appendCodePoint(acts(character) && character != '\t' ? MARK.charAt(0) : character);
            }
        });
        return shown.toString();
    }

    /// JSON that says the same, with what acts as escapes.
    public static String json(String json) {
        if (json.codePoints().noneMatch(character -> acts(character) && character != '\n')) {
            return json;
        }
        var escaped = new StringBuilder(json.length());
        json.codePoints().forEach(character -> {
            if (acts(character) && character != '\n') {
                Character.toString(character).chars().forEach(unit -> escaped.append("\\u%04x".formatted(unit)));
            } else {
                escaped.appendCodePoint(character);
            }
        });
        return escaped.toString();
    }

    /// A message on a line of its own. The runner of a workflow finds no command in it.
    public static String line(String message) {
        String line = text(message.length() > LONGEST ? message.substring(0, LONGEST) + "..." : message).replace('\t', ' ');
        return lines(line);
    }

    /// Lines that were made of such texts, without commands to the runner of a workflow: those begin with two colons, or in an old form
    /// that is found anywhere with `##[`.
    public static String lines(String text) {
        String harmless = text.contains("##[") ? text.replace("##[", "##" + MARK + "[") : text;
        return harmless.contains("::") ? harmless.replaceAll("(?m)^(\\s*)::", "$1" + MARK + "::") : harmless;
    }
}
