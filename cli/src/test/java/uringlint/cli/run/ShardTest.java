// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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

    private static List<Integer> shares(List<Integer> weights, int count) {
        var all = new ArrayList<Integer>();
        var sums = new ArrayList<Integer>();
        for (int index = 1; index <= count; index++) {
            List<Integer> share = new Shard(index, count).of(weights, weight -> weight);
            all.addAll(share);
            sums.add(share.stream().mapToInt(weight -> weight).sum());
        }
        assertThat(all).as("%d parts of %s, in their order", count, weights).isEqualTo(weights);
        return sums;
    }

    @Test
    void eachItemBelongsToExactlyOnePart() {
        var random = new Random(3);
        for (int round = 0; round < 300; round++) {
            List<Integer> weights = random.ints(random.nextInt(20), 0, 1000).boxed().toList();
            assertThat(shares(weights, 1 + random.nextInt(9))).isNotEmpty();
        }
    }

    @Test
    void partsWeighAboutTheSame() {
        assertThat(shares(List.of(5, 5, 5, 5), 2)).containsExactly(10, 10);
        assertThat(shares(List.of(1, 1, 1, 1, 1, 1, 1, 1, 8), 2)).containsExactly(8, 8);
        List<Integer> many = new Random(4).ints(1000, 1, 100).boxed().toList();
        int share = many.stream().mapToInt(weight -> weight).sum() / 5;
        assertThat(shares(many, 5)).allSatisfy(sum -> assertThat(sum).isBetween(share - 100, share + 100));
    }

    @Test
    void moreThanThereAreItemsLeavesPartsEmpty() {
        assertThat(shares(List.of(1, 1), 5).stream().filter(sum -> sum == 0)).hasSize(3);
        assertThat(shares(List.of(), 3)).containsExactly(0, 0, 0);
    }
}
