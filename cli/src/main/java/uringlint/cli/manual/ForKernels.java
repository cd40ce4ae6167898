// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.manual;

import java.util.ArrayList;
import java.util.List;
import uringlint.cli.run.Kernels;

/// What of a page holds for some kernels. Paragraphs, list items, sections and rows of tables say by a [ReleaseMark] for which ones they
/// hold: at their begin, at the end of a heading in brackets, or in a column `releases`; a column `since` names the first one.
public final class ForKernels {
    private ForKernels() {}

    /// The page without what does not hold for any of the kernels, and without headings of which nothing is left.
    public static List<Block> of(List<Block> page, Kernels kernels) {
        var kept = new ArrayList<Block>();
        // Where an item is left out, all that is moved in further belongs to it; and to a section all up to the next heading of its level.
        int dropped = Integer.MAX_VALUE;
        int section = Integer.MAX_VALUE;
        for (Block block : page) {
            boolean isHeading = block instanceof Block.Heading;
            if (block instanceof Block.Heading(int level, String text) && level <= section) {
                section = ReleaseMark.ofSection(text).map(mark -> mark.holds(kernels)).orElse(true) ? Integer.MAX_VALUE : level;
            }
            if (section < Integer.MAX_VALUE || !isHeading && block.indent() > dropped) {
                continue;
            }
            dropped = Integer.MAX_VALUE;
            switch (block) {
                case Block.Item(int indent, _, String text) when !ReleaseMark.holds(text, kernels) -> dropped = indent;
                case Block.Paragraph(_, String text) when !ReleaseMark.holds(text, kernels) -> {}
                case Block.Table table -> add(kept, rows(table, kernels));
                case Block.Heading _, Block.Paragraph _, Block.Item _, Block.Code _ -> kept.add(block);
            }
        }
        return withoutEmptySections(kept);
    }

    private static void add(List<Block> kept, Block.Table table) {
        if (!table.rows().isEmpty()) {
            kept.add(table);
        }
    }

    private static Block.Table rows(Block.Table table, Kernels kernels) {
        int releases = table.header().indexOf("releases");
        int since = table.header().indexOf("since");
        return new Block.Table(table.header(), table.rows().stream()
                .filter(row -> releases < 0 || holds(row.get(releases), kernels))
                .filter(row -> since < 0 || holds(row.get(since) + " and newer", kernels))
                .toList());
    }

    private static boolean holds(String cell, Kernels kernels) {
        return ReleaseMark.parse(cell).map(mark -> mark.holds(kernels)).orElse(true);
    }

    private static List<Block> withoutEmptySections(List<Block> blocks) {
        var kept = new ArrayList<Block>();
        for (Block block : blocks.reversed()) {
            boolean isEmpty = block instanceof Block.Heading(int level, _)
                    && (kept.isEmpty() || kept.getLast() instanceof Block.Heading(int next, _) && next <= level);
            if (!isEmpty) {
                kept.add(block);
            }
        }
        return kept.reversed();
    }
}
