// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.change;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import uringlint.cli.report.Finding;
import uringlint.source.Location;

/// Tells which findings after a change are those that were there before.
///
/// A finding stays itself when its line moves, when its file or its function gets another name, when blanks change, and when the
/// statement is written in another way at the same place. The surest signs are looked at first; each finding is matched once. Of
/// several at one place, each is known by what makes it wrong.
final class Matching {
    private static final Pattern WORD = Pattern.compile("\\w+|[^\\w\\s]");
    /// From this share of common words on, two statements of a function are taken for one that was rewritten.
    private static final double SIMILAR = 0.5;

    private final Map<String, LineMap> lines;
    private final Map<String, String> newPaths = new HashMap<>();
    private final List<Finding> before;
    private final List<Finding> after;

    Matching(Step step, Map<String, LineMap> lines, List<Finding> before, List<Finding> after) {
        this.lines = lines;
        this.before = new ArrayList<>(before);
        this.after = new ArrayList<>(after);
        step.renames().forEach((now, then) -> newPaths.put(then, now));
        match(new Key(true, true, true), (old, now) -> after(old) == line(now) && isSameCause(old, now));
        match(new Key(true, true, true), this::isSameCause);
        match(new Key(true, true, true), (old, now) -> after(old) == line(now));
        match(new Key(true, true, true), (_, _) -> true);
        match(new Key(true, false, false), (old, now) -> after(old) == line(now));
        match(new Key(true, false, false), this::isSameEdit);
        match(new Key(false, true, true), (_, _) -> true);
        match(new Key(true, false, true), (_, _) -> true);
        match(new Key(true, true, false), (old, now) -> after(old) == 0 && isTouched(now) && similarity(old, now) >= SIMILAR);
    }

    /// The findings that were not there before.
    List<Finding> appeared() {
        return List.copyOf(after);
    }

    /// The findings that are there no longer.
    List<Finding> gone() {
        return List.copyOf(before);
    }

    /// What of a finding has to be equal, beside the rule.
    private record Key(boolean path, boolean function, boolean text) {}

    private void match(Key key, BiPredicate<Finding, Finding> isSame) {
        Map<List<String>, List<Finding>> old = new LinkedHashMap<>();
        before.forEach(finding -> old.computeIfAbsent(of(key, finding, true), _ -> new ArrayList<>()).add(finding));
        Set<Finding> matched = Collections.newSetFromMap(new IdentityHashMap<>());
        after.removeIf(now -> {
            List<Finding> candidates = old.getOrDefault(of(key, now, false), List.of());
            for (Finding candidate : candidates) {
                if (isSame.test(candidate, now)) {
                    candidates.remove(candidate);
                    matched.add(candidate);
                    return true;
                }
            }
            return false;
        });
        before.removeIf(matched::contains);
    }

    private List<String> of(Key key, Finding finding, boolean isOld) {
        String path = finding.diagnostic().location().file().path();
        return List.of(
                finding.diagnostic().rule(),
                !key.path() ? "" : isOld ? newPaths.getOrDefault(path, path) : path,
                key.function() ? finding.diagnostic().function() : "",
                key.text() ? String.join("", words(finding)) : "");
    }

    private LineMap map(Finding finding, boolean isOld) {
        String path = finding.diagnostic().location().file().path();
        return lines.get(isOld ? newPaths.getOrDefault(path, path) : path);
    }

    private static int line(Finding finding) {
        return finding.diagnostic().location().line();
    }

    private int after(Finding old) {
        LineMap map = map(old, true);
        return map == null ? line(old) : map.after(line(old));
    }

    /// Whether what makes them wrong is at the same place.
    private boolean isSameCause(Finding old, Finding now) {
        Location was = old.diagnostic().cause();
        Location is = now.diagnostic().cause();
        String path = newPaths.getOrDefault(was.file().path(), was.file().path());
        LineMap map = lines.get(path);
        return path.equals(is.file().path()) && (map == null ? was.line() : map.after(was.line())) == is.line();
    }

    private boolean isTouched(Finding now) {
        LineMap map = map(now, false);
        return map != null && map.editAfter(line(now)) >= 0;
    }

    private boolean isSameEdit(Finding old, Finding now) {
        LineMap map = map(old, true);
        return map != null && map.editBefore(line(old)) >= 0 && map.editBefore(line(old)) == map.editAfter(line(now))
                && (old.diagnostic().function().equals(now.diagnostic().function()) || similarity(old, now) >= SIMILAR);
    }

    private static double similarity(Finding old, Finding now) {
        var one = new HashSet<>(words(old));
        var other = new HashSet<>(words(now));
        var both = new HashSet<>(one);
        both.retainAll(other);
        one.addAll(other);
        return one.isEmpty() ? 1 : (double) both.size() / one.size();
    }

    private static List<String> words(Finding finding) {
        Location location = finding.diagnostic().location();
        String text = location.file().text(location.file().lines().span(location.line()));
        return WORD.matcher(text).results().map(found -> found.group()).toList();
    }
}
