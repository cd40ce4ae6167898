// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class HeapTest {
    private final Heap heap = new Heap(100);

    @Test
    void littleIsLeftAlone() {
        assertThat(heap.isDue(100)).isFalse();
        assertThat(heap.isDue(101)).isTrue();
    }

    @Test
    void whatIsInUseCountsTwice() {
        heap.note(80);

        assertThat(heap.isDue(160)).isFalse();
        assertThat(heap.isDue(161)).isTrue();
    }

    @Test
    void aCollectionIsNoted() {
        var little = new Heap(1);

        assertThat(little.isDue(2)).isTrue();
        little.tidy();

        assertThat(little.isDue(2)).isFalse();
    }
}
