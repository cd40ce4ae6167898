// SPDX-License-Identifier: Apache-2.0

package uringlint.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import uringlint.dialect.Dialect;
import uringlint.ir.Function;
import uringlint.ir.text.IrText;
import uringlint.ir.text.IrVerifier;
import uringlint.lower.Lowered;
import uringlint.lower.Macros;
import uringlint.samples.Sample;
import uringlint.samples.Samples;
import uringlint.source.SourceFile;

/// What holds for every text, tried on samples and on what is left when parts of them are missing.
class FrontPropertiesTest {
    private static final List<Sample> SAMPLES = Samples.all().stream().filter(sample -> sample.path().endsWith(".c")).toList();

    private static SourceFile file(String name, byte[] bytes) {
        return new SourceFile(name, bytes);
    }

    private static void check(SourceFile file) {
        byte[] prepared = Dialect.prepare(file).bytes();
        assertThat(prepared).hasSameSizeAs(file.bytes());
        for (int at = 0; at < prepared.length; at++) {
            assertThat(prepared[at] == '\n').as("line break at %d", at).isEqualTo(file.bytes()[at] == '\n');
        }
        try (var front = new Front()) {
            Optional<Lowered> lowered = front.lower(file, Macros.of(List.of()));
            lowered.ifPresent(some -> some.unit().functions().forEach(function -> assertThat(IrVerifier.verify(function)).isEmpty()));
        }
    }

    @Test
    void prefixesOfSamplesAreLowered() {
        var random = new Random(1);
        for (Sample sample : SAMPLES) {
            byte[] bytes = sample.text().getBytes(StandardCharsets.UTF_8);
            for (int round = 0; round < 6; round++) {
                int length = random.nextInt(bytes.length);
                assertThatCode(() -> check(file(sample.path(), Arrays.copyOf(bytes, length))))
                        .as("%s, first %d bytes", sample.path(), length).doesNotThrowAnyException();
            }
        }
    }

    @Test
    void samplesWithDamagedBytesAreLowered() {
        var random = new Random(2);
        byte[] noise = "(){}[];,*&\"'#\\\n/\0\377".getBytes(StandardCharsets.ISO_8859_1);
        for (Sample sample : SAMPLES) {
            for (int round = 0; round < 3; round++) {
                byte[] bytes = sample.text().getBytes(StandardCharsets.UTF_8);
                for (int count = 0; count < 8; count++) {
                    bytes[random.nextInt(bytes.length)] = noise[random.nextInt(noise.length)];
                }
                assertThatCode(() -> check(file(sample.path(), bytes))).as(sample.path()).doesNotThrowAnyException();
            }
        }
    }

    @Test
    void loweredSamplesComeBackFromTheirText() {
        for (Sample sample : SAMPLES) {
            var file = file(sample.path(), sample.text().getBytes(StandardCharsets.UTF_8));
            try (var front = new Front()) {
                for (Function function : front.lower(file, Macros.of(List.of())).orElseThrow().unit().functions()) {
                    String text = IrText.print(function);
                    assertThat(IrText.print(IrText.parseFunction(text, file))).as("%s: %s", sample.path(), function.name()).isEqualTo(text);
                }
            }
        }
    }
}
