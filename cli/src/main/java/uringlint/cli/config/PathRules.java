// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import uringlint.diagnostic.Severity;

/// What holds for some files only. A rule without a severity is off there.
public record PathRules(String glob, boolean isIgnored, Map<String, Setting<Optional<Severity>>> rules, int line) {
    public PathRules {
        rules = Collections.unmodifiableMap(new LinkedHashMap<>(rules));
    }

    /// Whether this is about a file. `path` is relative to the folder of the configuration.
    public boolean covers(String path) {
        return new Glob(glob).matches(path);
    }
}
