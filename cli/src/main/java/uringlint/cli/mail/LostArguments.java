// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.mail;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Infers the type arguments that Rust code lost to somebody who took them for tags: those of which only one fits.
final class LostArguments {
    private static final Pattern TURBOFISH = Pattern.compile("::\\(");
    private static final Pattern TYPE = Pattern.compile(".*\\b(?:struct|enum|union)\\s+(\\w+)\\b.*");
    private static final Pattern WRAPPED = Pattern.compile("(.*:\\s*Opaque)(\\s*,.*)");
    private static final Pattern GENERIC = Pattern.compile("(.*\\bfn\\s+\\w+)(\\(.*)");
    private static final Pattern PARAMETER = Pattern.compile("\\bT\\b|size_of::\\(\\)");

    private final List<String> lines;
    private final String all;

    private LostArguments(List<String> lines) {
        this.lines = lines;
        this.all = String.join("\n", lines);
    }

    /// The lines of one file with their arguments, each line where it was.
    static List<String> inferred(List<String> lines) {
        return new LostArguments(lines).inferred();
    }

    private List<String> inferred() {
        var inferred = new ArrayList<String>();
        String type = "";
        for (int at = 0; at < lines.size(); at++) {
            // What is measured is a type parameter: any other type has a name of its own there.
            String line = TURBOFISH.matcher(lines.get(at).replace("size_of::()", "size_of::<T>()")).replaceAll("::<_>(");
            Matcher declared = TYPE.matcher(line);
            type = declared.matches() ? declared.group(1) : type;
            Matcher wrapped = WRAPPED.matcher(line);
            Matcher generic = GENERIC.matcher(line);
            if (wrapped.matches()) {
                Set<String> bindings = bindings(type);
                line = bindings.size() == 1 ? wrapped.group(1) + "<bindings::" + bindings.iterator().next() + ">" + wrapped.group(2) : line;
            } else if (generic.matches() && usesParameter(at)) {
                line = generic.group(1) + "<T>" + generic.group(2);
            }
            inferred.add(line);
        }
        return inferred;
    }

    /// The types of the C side of which a type is made: those to which a function takes a pointer that gives the type.
    private Set<String> bindings(String type) {
        var found = new LinkedHashSet<String>();
        Matcher made = Pattern.compile(
                        "\\bfn\\s+\\w+(?:<[^>]*>)?\\(\\s*\\w+\\s*:\\s*\\*(?:mut|const)\\s+bindings::(\\w+)\\s*,?\\s*\\)\\s*->[^{;]*\\b"
                                + Pattern.quote(type) + "\\b")
                .matcher(all);
        while (made.find()) {
            found.add(made.group(1));
        }
        return found;
    }

    /// Whether a function names a type `T` before the next function starts.
    private boolean usesParameter(int start) {
        for (int at = start; at < lines.size(); at++) {
            String code = lines.get(at).replaceFirst("//.*", "");
            if (at > start && GENERIC.matcher(code).matches()) {
                return false;
            }
            if (PARAMETER.matcher(code).find()) {
                return true;
            }
        }
        return false;
    }
}
