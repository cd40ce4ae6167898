// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.review;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.TraceStep;
import uringlint.source.Location;
import uringlint.source.SourceFile;

/// The steps of a path that a comment tells: all that happened, and of the calls and conditions as many as there is room for, those
/// nearest to the defect.
final class Steps {
    private static final int MOST = 8;
    private static final int CONDITIONS = 3;
    private static final String PASSED_BY = "is not taken";
    private static final Pattern FUNCTION = Pattern.compile("^[A-Za-z_].*?\\b([A-Za-z_]\\w*)\\s*\\(.*");
    private static final Pattern RUST_FUNCTION = Pattern.compile(".*\\bfn\\s+(\\w+).*");

    private Steps() {}

    /// The lines of the list, each without its mark, for a comment in a quotation of `path`; empty where one condition is all.
    static List<String> of(Diagnostic diagnostic, String path) {
        List<TraceStep> told = told(diagnostic.trace());
        if (told.size() == 1 && told.getFirst().kind() == TraceStep.Kind.BRANCH) {
            return List.of();
        }
        var lines = new ArrayList<String>();
        String function = "";
        String file = path;
        for (TraceStep step : told) {
            String holder = function(step.location());
            String here = step.location().file().path();
            String place = (here.equals(file) ? "line " : here + ":") + step.location().line();
            boolean isJump = !holder.isEmpty() && !holder.equals(function);
            lines.add(place + (isJump ? ", in `" + holder + "()`" : "") + ": " + words(step));
            function = holder.isEmpty() ? function : holder;
            file = here;
        }
        return lines;
    }

    /// Where a step says in which function it is, that is said of all steps.
    private static String words(TraceStep step) {
        return step.message().replaceFirst("^here, in `[^`]+`", "here it happens");
    }

    private static List<TraceStep> told(List<TraceStep> trace) {
        var steps = new ArrayList<>(trace);
        steps.removeIf(step -> step.message().endsWith(PASSED_BY));
        long branches = steps.stream().filter(step -> step.kind() == TraceStep.Kind.BRANCH).count();
        for (int index = 0; index < steps.size() && steps.size() > MOST && branches > CONDITIONS; ) {
            if (steps.get(index).kind() == TraceStep.Kind.BRANCH) {
                steps.remove(index);
                branches--;
            } else {
                index++;
            }
        }
        for (int index = 0; index < steps.size() && steps.size() > MOST; ) {
            if (steps.get(index).kind() == TraceStep.Kind.EVENT) {
                index++;
            } else {
                steps.remove(index);
            }
        }
        return steps;
    }

    /// The name of the function that holds a place, as diffs find it: by the nearest line above that starts one.
    static String function(Location place) {
        SourceFile file = place.file();
        for (int line = place.line(); line > 0; line--) {
            String text = file.text(file.lines().span(line)).stripTrailing();
            Matcher start = (file.isRust() ? RUST_FUNCTION : FUNCTION).matcher(text);
            boolean isStart = start.matches() && !text.endsWith(";") && !text.startsWith("#");
            if (isStart) {
                return start.group(1);
            }
            if (text.startsWith("}") && line < place.line()) {
                return "";
            }
        }
        return "";
    }
}
