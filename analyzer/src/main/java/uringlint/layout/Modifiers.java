// SPDX-License-Identifier: Apache-2.0

package uringlint.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What the attributes of a type or a member say about its layout: `__packed`, and what stands in each `__aligned(...)`.
///
/// @param isUnclear whether one of them changes the layout in a way that is not known here
record Modifiers(boolean isPacked, List<String> alignments, boolean isUnclear) {
    private static final Set<String> PACKED = Set.of("__packed", "packed", "__packed__");
    private static final Set<String> ALIGNED = Set.of("__aligned", "aligned", "__aligned__");
    private static final Set<String> UNCLEAR = Set.of(
            "?",
            "mode",
            "__mode__",
            "vector_size",
            "scalar_storage_order",
            "ms_struct",
            "____cacheline_aligned",
            "____cacheline_aligned_in_smp",
            "__cacheline_aligned",
            "__cacheline_aligned_in_smp",
            "____cacheline_internodealigned_in_smp",
            "__cacheline_group_begin",
            "__cacheline_group_end",
            "__randomize_layout_always",
            "CRYPTO_MINALIGN_ATTR",
            "__latent_entropy");

    Modifiers {
        alignments = List.copyOf(alignments);
    }

    static Modifiers of(List<String> attributes) {
        boolean isPacked = false;
        boolean isUnclear = false;
        var alignments = new ArrayList<String>();
        for (String attribute : words(attributes)) {
            int open = attribute.indexOf('(');
            String name = (open < 0 ? attribute : attribute.substring(0, open)).strip();
            if (PACKED.contains(name)) {
                isPacked = true;
            } else if (ALIGNED.contains(name) && open > 0) {
                alignments.add(attribute.substring(open + 1, attribute.length() - 1).strip());
            } else if (UNCLEAR.contains(name) || ALIGNED.contains(name) || name.startsWith(":")) {
                isUnclear = true;
            }
        }
        return new Modifiers(isPacked, alignments, isUnclear);
    }

    /// The attributes, with those of `__attribute__((a, b))` one by one.
    private static List<String> words(List<String> attributes) {
        var words = new ArrayList<String>();
        for (String attribute : attributes) {
            String text = attribute.strip();
            int open = text.indexOf('(');
            if (!text.startsWith("__attribute") || open < 0) {
                words.add(text);
                continue;
            }
            int level = 0;
            var word = new StringBuilder();
            for (char c : text.substring(open).toCharArray()) {
                level += c == '(' ? 1 : c == ')' ? -1 : 0;
                boolean isOuter = c == '(' && level <= 2 || c == ')' && level < 2;
                if (c == ',' && level == 2) {
                    words.add(word.toString().strip());
                    word.setLength(0);
                } else if (!isOuter) {
                    word.append(c);
                }
            }
            words.add(word.toString().strip());
        }
        return words;
    }
}
