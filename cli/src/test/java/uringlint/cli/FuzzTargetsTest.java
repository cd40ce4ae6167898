// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import uringlint.samples.Sample;
import uringlint.samples.Samples;

/// Tries the inputs that are kept for each target, among them all that ever broke one, and a few that are made of them.
/// `tools/fuzz` looks for new ones.
class FuzzTargetsTest {
    private static final Path INPUTS = Path.of("src", "test", "resources", "fuzz");
    private static final int ROUNDS = 40;
    private static final int STRIDE = 40;
    /// The targets that read samples too.
    private static final Map<String, String> ENDINGS = Map.of("c", ".c", "rust", ".rs");

    @TestFactory
    Stream<DynamicTest> nothingIsThrown() {
        return FuzzTargets.targets().entrySet().stream().map(target -> DynamicTest.dynamicTest(target.getKey(), () -> {
            List<byte[]> inputs = inputs(target.getKey());
            assertThat(inputs).isNotEmpty();
            inputs.add(new byte[0]);
            inputs.forEach(input -> tryOn(target.getValue(), input));
            var random = new Random(target.getKey().hashCode());
            for (int round = 0; round < ROUNDS; round++) {
                tryOn(target.getValue(), changed(inputs, random));
            }
        }));
    }

    private static List<byte[]> inputs(String target) {
        try (Stream<Path> files = Files.list(INPUTS.resolve(target))) {
            var inputs = new ArrayList<byte[]>();
            for (Path file : files.sorted().toList()) {
                inputs.add(Files.readAllBytes(file));
            }
            String ending = ENDINGS.getOrDefault(target, "");
            List<Sample> samples = Samples.all().stream().filter(sample -> !ending.isEmpty() && sample.path().endsWith(ending)).toList();
            for (int at = 0; at < samples.size(); at += STRIDE) {
                inputs.add(samples.get(at).text().getBytes(StandardCharsets.UTF_8));
            }
            return inputs;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void tryOn(FuzzTargets.Target target, byte[] input) {
        assertThatCode(() -> target.read(input)).as(() -> new String(input, StandardCharsets.ISO_8859_1)).doesNotThrowAnyException();
    }

    /// The start of one input, the end of another one, and some bytes that are others.
    private static byte[] changed(List<byte[]> inputs, Random random) {
        byte[] one = inputs.get(random.nextInt(inputs.size()));
        byte[] other = inputs.get(random.nextInt(inputs.size()));
        int start = random.nextInt(one.length + 1);
        int end = random.nextInt(other.length + 1);
        byte[] bytes = Arrays.copyOf(one, start + other.length - end);
        System.arraycopy(other, end, bytes, start, other.length - end);
        for (int change = 0; bytes.length > 0 && change < random.nextInt(8); change++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }
}
