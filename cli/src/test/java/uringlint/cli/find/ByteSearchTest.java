// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.find;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class ByteSearchTest {
    private static final String WORD = "uring_cmd";

    @Test
    void bothWaysFindWhatAStringFinds() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(5);
        var system = ByteSearch.of(WORD);
        var portable = ByteSearch.portable(WORD);
        for (int round = 0; round < 5_000; round++) {
            var text = new StringBuilder();
            int length = random.nextInt(60);
            while (text.length() < length) {
                int cut = random.nextInt(WORD.length() + 1);
                text.append(random.nextInt(3) == 0 ? WORD : WORD.substring(cut));
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
            int end = random.nextInt(bytes.length + 1);
            String searched = text.substring(0, end);
            assertThat(portable.find(bytes, 0, end)).isEqualTo(searched.indexOf(WORD));
            assertThat(portable.isIn(bytes, end)).isEqualTo(searched.contains(WORD));
            assertThat(system.isIn(bytes, end)).isEqualTo(searched.contains(WORD));
        }
    }
}
