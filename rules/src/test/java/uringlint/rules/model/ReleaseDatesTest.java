// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseDatesTest {
    @ParameterizedTest
    @CsvSource({
        "2022-03-08, 5.19", "2022-08-05, 6.0", "2022-08-23, 6.1", "2024-08-23, 6.12", "2025-11-21, 6.19", "2025-12-01, 6.19", "2031-01-01, 7.3"
    })
    void theNewestKernelOfADay(String day, String kernel) {
        assertThat(ReleaseDates.newest(day).toString()).isEqualTo(kernel);
    }
}
