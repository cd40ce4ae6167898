// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import uringlint.cli.suppress.Suppressions;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.Rules;

/// All rules that can be named: those about drivers and those about comments that suppress them.
final class RuleNames {
    private RuleNames() {}

    /// The facts about the rules, sorted by id.
    static List<RuleInfo> infos() {
        var infos = new ArrayList<RuleInfo>();
        for (Rule rule : Rules.ALL) {
            infos.add(rule.info());
        }
        infos.add(Suppressions.REASON);
        infos.add(Suppressions.UNUSED);
        infos.sort(Comparator.comparing(RuleInfo::id));
        return infos;
    }

    /// The ids, sorted.
    static Set<String> ids() {
        var ids = new TreeSet<String>();
        for (RuleInfo info : infos()) {
            ids.add(info.id());
        }
        return ids;
    }
}
