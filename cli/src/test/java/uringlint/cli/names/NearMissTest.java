// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearMissTest {
    private static final List<String> KNOWN = List.of("double-completion", "lost-completion", "tree");

    @Test
    void theNearestNameIsMeant() {
        assertThat(NearMiss.hint("tee", KNOWN)).isEqualTo("; did you mean `tree`?");
        assertThat(NearMiss.hint("doublecompletion", KNOWN)).isEqualTo("; did you mean `double-completion`?");
        assertThat(NearMiss.hint("lost", KNOWN)).isEqualTo("; did you mean `lost-completion`?");
        assertThat(NearMiss.hint("", KNOWN)).isEmpty();
        assertThat(NearMiss.hint("something-else", KNOWN)).isEmpty();
    }
}
