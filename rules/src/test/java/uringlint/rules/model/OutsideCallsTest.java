// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import uringlint.Analyzer;
import uringlint.load.FileProvider;
import uringlint.source.SourceFile;
import uringlint.version.KernelVersion;

/// Which releases the functions tell apart that a program calls.
class OutsideCallsTest {
    private static final KernelVersion OLD = new KernelVersion(6, 1);
    private static final KernelVersion NEW = new KernelVersion(6, 2);

    private static OutsideCalls of(String text) {
        var file = new SourceFile("a.c", text.getBytes(StandardCharsets.UTF_8));
        return new OutsideCalls(Analyzer.load(List.of(file), FileProvider.NONE, UringApi.VOCABULARY).program());
    }

    @Test
    void aFunctionThatChangedTellsReleasesApart() {
        String call = "struct buffer_head *read(struct block_device *bdev) { return __bread(bdev, 1, 512); }\n";
        assertThat(EffectTable.effects("__bread", 3, OLD)).isNotEqualTo(EffectTable.effects("__bread", 3, NEW));
        assertThat(of(call).areSame(OLD, NEW)).isFalse();
        assertThat(of(call).areSame(NEW, new KernelVersion(6, 11))).isTrue();
        assertThat(of(call.replace("__bread(bdev, 1, 512)", "elsewhere(bdev)")).areSame(OLD, NEW)).isTrue();
        assertThat(of("static void *__bread(void *bdev, int block, int size) { return bdev; }\n" + call)
                        .areSame(OLD, NEW))
                .as("a body of its own")
                .isTrue();
    }
}
