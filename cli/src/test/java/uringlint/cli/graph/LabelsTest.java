// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsTest {
    @ParameterizedTest
    @ValueSource(strings = {
        "", "short", "two words and some more words and yet another one", "a_name_that_is_so_long_that_it_does_not_fit_into_one_line_of_a_box",
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "Outer::Inner::Handle::complete_when_nobody_looks_any_more", "cmd->file->private_data->queues[]->ios[].cmd",
        "\u6f22\u6f22\u6f22\u6f22\u6f22\u6f22\u6f22\u6f22\u6f22\u6f22\u6f22\u6f22\u6f22\u6f22\u6f22\u6f22\u6f22\u6f22\u6f22\u6f22",
        "\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00"
                + "\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00"
    })
    void linesFitAndNothingIsLost(String text) {
        List<String> lines = Labels.broken(text);
        assertThat(lines).allMatch(line -> Labels.columns(line) <= Labels.WIDEST);
        assertThat(String.join("", lines).replace(" ", "")).isEqualTo(text.replace(" ", ""));
    }

    @Test
    void namesAreBrokenWhereTheyAreParted() {
        assertThat(Labels.broken("a_name_that_is_so_long_that_it_does_not_fit"))
                .containsExactly("a_name_that_is_so_long_that_it_", "does_not_fit");
        assertThat(Labels.broken("Outer::Inner::Handle::complete_it_now"))
                .containsExactly("Outer::Inner::Handle::complete_", "it_now");
        assertThat(Labels.broken("x".repeat(1_000))).last().asString().endsWith("...");
    }
}
