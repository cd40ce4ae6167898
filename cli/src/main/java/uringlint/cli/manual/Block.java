// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.manual;

import java.util.List;

/// A part of a page. `indent` says by how many columns it is moved in, as parts of list items are.
public sealed interface Block {
    int indent();

    /// A heading, of which the level 1 is the title.
    record Heading(int level, String text) implements Block {
        @Override
        public int indent() {
            return 0;
        }
    }

    /// Running text.
    record Paragraph(int indent, String text) implements Block {}

    /// The first paragraph of a list item, behind a mark such as `-` or `1.`. What belongs to the item is moved in further.
    record Item(int indent, String mark, String text) implements Block {}

    /// Lines that stay as they are.
    record Code(int indent, List<String> lines) implements Block {
        public Code {
            lines = List.copyOf(lines);
        }
    }

    /// A table; each row has as many cells as the header.
    record Table(List<String> header, List<List<String>> rows) implements Block {
        public Table {
            header = List.copyOf(header);
            rows = rows.stream().map(List::copyOf).toList();
        }

        @Override
        public int indent() {
            return 0;
        }
    }
}
