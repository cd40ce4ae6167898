// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.util.List;
import uringlint.cli.cache.CachePlace;
import uringlint.rule.Rule;
import uringlint.rules.Rules;

/// The version of the program.
final class Version {
    private Version() {}

    /// As the package has it.
    static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }

    /// Where this program keeps results, which is another place for each build of it.
    static CachePlace place() {
        return CachePlace.ofProcess(List.of(Version.class, Rule.class, Rules.class));
    }
}
