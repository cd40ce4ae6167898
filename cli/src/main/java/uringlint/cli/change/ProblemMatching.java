// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.change;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import uringlint.cli.report.Report;
import uringlint.source.Location;
import uringlint.source.Problem;

/// Tells which problems of a tree a change brings: those that the tree before it does not have, and those in a function that the
/// change touches, as what it does there may hide behind them.
final class ProblemMatching {
    private final Step step;
    private final Map<String, LineMap> lines;
    private final Report after;

    ProblemMatching(Step step, Map<String, LineMap> lines, Report after) {
        this.step = step;
        this.lines = lines;
        this.after = after;
    }

    /// Those of the tree after the change that count for it.
    List<Problem> brought(Report before) {
        Map<String, String> newPaths = new HashMap<>();
        step.renames().forEach((now, then) -> newPaths.put(then, now));
        Map<List<Object>, Integer> known = new HashMap<>();
        before.problems().forEach(problem -> {
            String path = problem.location().file().path();
            known.merge(key(problem, newPaths.getOrDefault(path, path)), 1, Integer::sum);
        });
        var brought = new ArrayList<Problem>();
        for (Problem problem : after.problems()) {
            boolean isOld = known.merge(key(problem, problem.location().file().path()), -1, Integer::sum) >= 0;
            if (!isOld || isTouched(problem.location())) {
                brought.add(problem);
            }
        }
        return brought;
    }

    /// A problem stays itself when its line moves.
    private static List<Object> key(Problem problem, String path) {
        return List.of(problem.kind(), path, problem.message());
    }

    /// Whether the change touches the function in which a place lies, or the file where it lies in none.
    private boolean isTouched(Location place) {
        LineMap map = lines.get(place.file().path());
        if (map == null) {
            return false;
        }
        int first = 1;
        int last = Integer.MAX_VALUE;
        for (int start : after.part().functions().getOrDefault(place.file().path(), List.of())) {
            int line = place.file().lines().line(start);
            if (start <= place.span().start()) {
                first = line;
            } else {
                last = Math.min(last, line - 1);
            }
        }
        return map.touches(first, first == 1 && place.span().start() == 0 ? Integer.MAX_VALUE : last);
    }
}
