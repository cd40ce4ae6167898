// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BranchWordsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "copy_from_user(&arg, argp, sizeof(arg)) | false | `copy_from_user()` succeeds (returns 0)",
        "copy_to_user(argp, &arg, sizeof(arg)) | true | `copy_to_user()` fails",
        "frob_start(frob) | true | `frob_start(frob)` returns a value other than 0",
        "!frob_start(frob) | true | `frob_start(frob)` returns 0",
        "list_empty(&q->list) | true | `list_empty(&q->list)` is true",
        "IS_ERR(req) | false | `req` is valid",
        "IS_ERR(req) | true | `req` is an error pointer",
        "req | true | `req` is not NULL",
        "!slot->cmd | true | `slot->cmd` is NULL",
        "unlikely(issue_flags & FROB_F_CANCEL) | false | `FROB_F_CANCEL` is not set in `issue_flags`",
        "ret == -EBUSY | true | `ret` is `-EBUSY`",
        "ret == -EBUSY | false | `ret` is not `-EBUSY`",
        "req == NULL | false | `req` is not NULL",
        "arg->speed >= FROB_SPEEDS | false | `arg->speed < FROB_SPEEDS`",
        "a && b | true | `a && b` is true",
        "(a) + (b) | false | `(a) + (b)` is false"
    })
    void conditionsAreToldAsPeopleSayThem(String condition, boolean holds, String words) {
        assertThat(BranchWords.of(condition, holds, "NULL")).isEqualTo(words);
    }
}
