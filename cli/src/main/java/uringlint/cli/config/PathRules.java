package uringlint.cli.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import uringlint.diagnostic.Severity;

/// What holds for some files only. A rule without a severity is off there.
public record PathRules(String glob, boolean isIgnored, Map<String, Setting<Optional<Severity>>> rules, int line) {
    public PathRules {
        rules = Collections.unmodifiableMap(new LinkedHashMap<>(rules));
    }

    /// Whether this is about a file. `path` is relative to the folder of the configuration.
    public boolean covers(String path) {
        return pattern(glob).matcher(path).matches();
    }

    /// `*` is anything but `/`, `**` anything, `?` one character but `/`. What matches a folder matches all below it.
    private static Pattern pattern(String glob) {
        var regex = new StringBuilder();
        String text = glob.startsWith("./") ? glob.substring(2) : glob;
        while (text.endsWith("/")) {
            text = text.substring(0, text.length() - 1);
        }
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (text.startsWith("**/", at)) {
                regex.append("(?:.*/)?");
                at += 2;
            } else if (text.startsWith("**", at)) {
                regex.append(".*");
                at++;
            } else if (character == '*') {
                regex.append("[^/]*");
            } else if (character == '?') {
                regex.append("[^/]");
            } else {
                regex.append(Pattern.quote(String.valueOf(character)));
            }
        }
        return Pattern.compile(regex + "(?:/.*)?", Pattern.DOTALL);
    }
}
