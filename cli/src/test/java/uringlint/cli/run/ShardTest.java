// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShardTest {
    @Test
    void textIsReadStrictly() {
        assertThat(Shard.parse("2/5")).contains(new Shard(2, 5));
        assertThat(Shard.parse("1/1")).contains(Shard.WHOLE);
        for (String wrong : new String[] {
            "", "2", "0/5", "6/5", "1/0", "-1/5", "1/5/2", " 1/5", "a/b", "1/9999999", "99999999999/99999999999"
        }) {
            assertThat(Shard.parse(wrong)).as(wrong).isEmpty();
        }
    }

    @Test
    void eachNameBelongsToExactlyOnePart() {
        for (int count = 1; count <= 9; count++) {
            int parts = count;
            for (int name = 0; name < 200; name++) {
                String text = "drivers/x" + name + "/core.c";
                assertThat(IntStream.rangeClosed(1, parts).filter(index -> new Shard(index, parts).has(text)).count()).isEqualTo(1);
            }
        }
    }

    @Test
    void partsOfManyNamesAreNearlyEqual() {
        for (int index = 1; index <= 5; index++) {
            var shard = new Shard(index, 5);
            assertThat(IntStream.range(0, 1000)
                            .filter(name -> shard.has("drivers/d" + name + ".c"))
                            .count())
                    .isBetween(150L, 250L);
        }
    }

    @Test
    void aNameStaysWhereItIs() {
        // These are promises to whoever keeps reports of parts: another hash would move the names.
        assertThat(new Shard(4, 5).has("drivers/block/ublk_drv.c")).isTrue();
    }
}
