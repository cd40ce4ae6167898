// SPDX-License-Identifier: Apache-2.0

package uringlint.dialect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import uringlint.dialect.VersionExpression.Range;
import uringlint.source.SourceFile;
import uringlint.version.Target;

/// Takes out the arms of conditionals that are not for the target, as the preprocessor would: those whose condition asks for the
/// kernel's version, or for a macro that is defined by such a condition. All other conditionals stay.
///
/// The macros of a file are known in the files that are read after it, so headers come first. Length and line breaks stay.
public final class VersionArms {
    /// The macro that has the version.
    public static final String VERSION = "LINUX_VERSION_CODE";
    private static final int BODIES = 8;

    /// Macros of distributions; releases of the kernel have none of them.
    private static final List<String> FOREIGN =
            List.of("RHEL_", "SLE_VERSION", "CONFIG_SUSE_", "UBUNTU_", "UTS_UBUNTU_");

    private final Target target;
    private final Map<String, Macro> macros = new HashMap<>();

    public VersionArms(Target target) {
        this.target = target;
    }

    /// A macro that depends on the version. An unknown definition is one in an arm that may or may not be there.
    private record Macro(Range defined, String body) {}

    /// One directive: its number sign, its end, its word and what follows.
    private record Directive(int start, int end, int word, String name, String text) {}

    /// A conditional that is open: whether its current arm is there, whether an earlier one is for sure, and whether a part of it
    /// stays a conditional.
    private static final class Group {
        private Range arm = Range.NO;
        private boolean isTaken;
        private boolean staysOpen;
        private boolean isGuard;
        private boolean asksForVersion;
        private int deadFrom = -1;
    }

    /// The bytes of a file as they are for the target; the file's own where nothing changes.
    public byte[] select(SourceFile file) {
        boolean isPlain = macros.isEmpty() && !mentionsVersion(file.bytes());
        if (target.equals(Target.ANY) || isPlain) {
            return file.bytes();
        }
        byte[] bytes = file.bytes().clone();
        List<Directive> directives = directives(bytes);
        Deque<Group> groups = new ArrayDeque<>();
        for (int index = 0; index < directives.size(); index++) {
            Directive directive = directives.get(index);
            switch (directive.name) {
                case "if", "ifdef", "ifndef" -> {
                    var group = new Group();
                    group.isGuard = isGuard(directives, index);
                    open(bytes, group, directive, groups);
                }
                case "elif", "elifdef", "elifndef", "else" -> alternate(bytes, directive, groups);
                case "endif" -> close(bytes, directive, groups);
                case "define", "undef" -> define(directive, groups);
                default -> {}
            }
        }
        return bytes;
    }

    /// Opens a conditional with its first arm.
    private void open(byte[] bytes, Group group, Directive directive, Deque<Group> groups) {
        boolean isDead = live(groups).isFalse();
        groups.push(group);
        if (isDead) {
            group.isTaken = true;
            group.staysOpen = true;
        } else {
            arm(bytes, group, directive, group.isGuard ? Range.YES : condition(directive));
        }
    }

    /// Goes on to the next arm of the innermost conditional.
    private void alternate(byte[] bytes, Directive directive, Deque<Group> groups) {
        if (groups.isEmpty() || isWithinDead(groups)) {
            return;
        }
        Group group = groups.getFirst();
        endArm(bytes, group, directive);
        arm(
                bytes,
                group,
                directive,
                group.isTaken || group.isGuard
                        ? Range.NO
                        : directive.name.equals("else") ? Range.YES : condition(directive));
    }

    /// Closes the innermost conditional.
    private static void close(byte[] bytes, Directive directive, Deque<Group> groups) {
        if (groups.isEmpty()) {
            return;
        }
        boolean isWithinDead = isWithinDead(groups);
        Group group = groups.pop();
        if (isWithinDead) {
            return;
        }
        endArm(bytes, group, directive);
        if (!group.staysOpen) {
            blank(bytes, directive.start, directive.end);
        }
    }

    private static boolean mentionsVersion(byte[] bytes) {
        for (int at = 0; at + VERSION.length() <= bytes.length; at++) {
            if (bytes[at] == 'L' && matches(bytes, at, VERSION)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(byte[] bytes, int at, String text) {
        for (int index = 0; index < text.length(); index++) {
            if (at + index >= bytes.length || bytes[at + index] != text.charAt(index)) {
                return false;
            }
        }
        return true;
    }

    /// Whether the surroundings of the innermost group are dead, so that all of it goes with them.
    private static boolean isWithinDead(Deque<Group> groups) {
        return groups.stream().skip(1).anyMatch(group -> group.arm.isFalse());
    }

    /// Whether code at this place is there.
    private static Range live(Deque<Group> groups) {
        Range live = Range.YES;
        for (Group group : groups) {
            if (group.arm.isFalse()) {
                return Range.NO;
            }
            boolean isSure = group.arm.isTrue() && (!group.staysOpen || group.isGuard);
            live = isSure ? live : Range.UNKNOWN;
        }
        return live;
    }

    /// `#ifndef NAME` and `#define NAME` right behind it, around all of a header.
    private static boolean isGuard(List<Directive> directives, int index) {
        Directive directive = directives.get(index);
        return directive.name.equals("ifndef")
                && index + 1 < directives.size()
                && directives.get(index + 1).name.equals("define")
                && directives.get(index + 1).text.equals(directive.text);
    }

    /// Begins an arm, and keeps of its directive what is still needed.
    private static void arm(byte[] bytes, Group group, Directive directive, Range condition) {
        group.arm = condition;
        group.asksForVersion |= condition.isTrue() || condition.isFalse();
        if (group.isGuard) {
            group.staysOpen = true;
            return;
        }
        if (condition.isFalse()) {
            blank(bytes, directive.start, directive.end);
            group.deadFrom = directive.end;
        } else if (condition.isTrue()) {
            group.isTaken = true;
            if (!group.staysOpen) {
                blank(bytes, directive.start, directive.end);
            } else if (!directive.name.equals("else")) {
                blank(bytes, directive.word, directive.end);
                write(bytes, directive.word, "else");
            }
        } else {
            if (!group.staysOpen && directive.name.startsWith("el")) {
                // `#elif` becomes `#  if`.
                blank(bytes, directive.word, directive.word + 2);
            }
            group.staysOpen = true;
        }
    }

    private static void endArm(byte[] bytes, Group group, Directive next) {
        if (group.deadFrom >= 0) {
            blank(bytes, group.deadFrom, next.start);
            group.deadFrom = -1;
        }
    }

    private Range condition(Directive directive) {
        return switch (directive.name) {
            case "ifdef", "elifdef" -> defined(directive.text);
            case "ifndef", "elifndef" -> negated(defined(directive.text));
            default -> evaluate(directive.text, BODIES);
        };
    }

    private static Range negated(Range value) {
        return value.isTrue() ? Range.NO : value.isFalse() ? Range.YES : Range.UNKNOWN;
    }

    private Range evaluate(String text, int depth) {
        return VersionExpression.evaluate(text, target, name -> value(name, depth), this::defined);
    }

    private Range value(String name, int depth) {
        if (isForeign(name)) {
            return Range.NO;
        }
        Macro macro = macros.get(name);
        if (macro == null || depth == 0) {
            return Range.UNKNOWN;
        }
        return macro.defined.isFalse() ? Range.NO : macro.defined.isTrue() ? evaluate(macro.body, depth - 1) : Range.UNKNOWN;
    }

    private Range defined(String name) {
        if (isForeign(name)) {
            return Range.NO;
        }
        Macro macro = macros.get(name);
        return macro == null ? Range.UNKNOWN : macro.defined;
    }

    private static boolean isForeign(String name) {
        return FOREIGN.stream().anyMatch(name::startsWith);
    }

    private void define(Directive directive, Deque<Group> groups) {
        String text = directive.text;
        int end = 0;
        while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
            end++;
        }
        String name = text.substring(0, end);
        String body = text.substring(end).strip();
        boolean depends = macros.containsKey(name) || groups.stream().anyMatch(group -> group.asksForVersion && !group.isGuard)
                || body.contains(VERSION) || macros.keySet().stream().anyMatch(body::contains);
        if (!depends) {
            return;
        }
        Range live = live(groups);
        if (live.isFalse()) {
            macros.putIfAbsent(name, new Macro(Range.NO, ""));
        } else {
            boolean isUndone = directive.name.equals("undef");
            macros.put(name, new Macro(isUndone ? negated(live) : live, body));
        }
    }

    private static void blank(byte[] bytes, int start, int end) {
        for (int at = start; at < end; at++) {
            if (bytes[at] != '\n') {
                bytes[at] = ' ';
            }
        }
    }

    private static void write(byte[] bytes, int start, String text) {
        for (int index = 0; index < text.length(); index++) {
            bytes[start + index] = (byte) text.charAt(index);
        }
    }

    /// The directives of a file, in order.
    private static List<Directive> directives(byte[] bytes) {
        var directives = new ArrayList<Directive>();
        boolean isLineStart = true;
        int at = 0;
        while (at < bytes.length) {
            byte next = bytes[at];
            if (next == '#' && isLineStart) {
                Directive directive = directive(bytes, at);
                directives.add(directive);
                at = directive.end;
            } else if (next == '/' && at + 1 < bytes.length && (bytes[at + 1] == '*' || bytes[at + 1] == '/')) {
                at = comment(bytes, at);
            } else if (next == '"' || next == '\'') {
                at = literal(bytes, at);
                isLineStart = false;
            } else {
                isLineStart = next == '\n' || isLineStart && (next == ' ' || next == '\t');
                at++;
            }
        }
        return directives;
    }

    private static Directive directive(byte[] bytes, int start) {
        var text = new StringBuilder();
        int at = start + 1;
        while (at < bytes.length && bytes[at] != '\n') {
            if (bytes[at] == '\\' && at + 1 < bytes.length && (bytes[at + 1] == '\n' || bytes[at + 1] == '\r')) {
                text.append(' ');
                at += bytes[at + 1] == '\r' ? 3 : 2;
            } else if (bytes[at] == '/' && at + 1 < bytes.length && (bytes[at + 1] == '*' || bytes[at + 1] == '/')) {
                text.append(' ');
                at = comment(bytes, at);
            } else {
                text.append((char) (bytes[at++] & 0xff));
            }
        }
        int end = Math.min(at, bytes.length);
        int word = start + 1;
        while (word < end && (bytes[word] == ' ' || bytes[word] == '\t')) {
            word++;
        }
        int behind = word;
        while (behind < end && bytes[behind] >= 'a' && bytes[behind] <= 'z') {
            behind++;
        }
        String name = new String(bytes, word, behind - word, StandardCharsets.ISO_8859_1);
        return new Directive(start, end, word, name, text.toString().strip().substring(name.length()).strip());
    }

    /// The offset behind a comment; a line comment ends before its line break.
    private static int comment(byte[] bytes, int start) {
        boolean isLine = bytes[start + 1] == '/';
        int at = start + 2;
        while (at < bytes.length && (isLine ? bytes[at] != '\n' : !(bytes[at] == '*' && at + 1 < bytes.length && bytes[at + 1] == '/'))) {
            at++;
        }
        return isLine ? at : Math.min(at + 2, bytes.length);
    }

    private static int literal(byte[] bytes, int start) {
        int at = start + 1;
        while (at < bytes.length && bytes[at] != bytes[start] && bytes[at] != '\n') {
            at += bytes[at] == '\\' ? 2 : 1;
        }
        return at < bytes.length && bytes[at] == bytes[start] ? at + 1 : Math.min(at, bytes.length);
    }
}
