// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.patch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// The names of patches, compared with what `git patch-id --stable` says.
class PatchIdTest {
    private static final String DIFF = """
            diff --git a/x.c b/x.c
            index 422c2b7..357951f 100644
            --- a/x.c
            +++ b/x.c
            @@ -1,2 +1,3 @@
             a
            -b
            +  c
            +b
            \\ No newline at end of file
            diff --git a/y.h b/y.h
            new file mode 100644
            index 0000000..92ff4b8
            --- /dev/null
            +++ b/y.h
            @@ -0,0 +1 @@
            +int y;
            """;

    private static String id(String diff) {
        return PatchId.of(diff.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theNameIsThatOfGit() {
        assertThat(id(DIFF)).isEqualTo("3a0830a64100087b48b7ef12e50d47a0476469db");
    }

    @Test
    void placesAndBlanksDoNotCount() {
        assertThat(id(DIFF.replace("-1,2 +1,3", "-11,2 +21,3").replace("+  c", "+c"))).isEqualTo(id(DIFF));
        assertThat(id(DIFF.replace("+  c", "+d"))).isNotEqualTo(id(DIFF));
    }
}
