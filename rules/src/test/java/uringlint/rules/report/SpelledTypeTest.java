// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uringlint.rules.report.SpelledType.Group;
import uringlint.rules.report.SpelledType.Path;
import uringlint.rules.report.SpelledType.Pointer;
import uringlint.rules.report.SpelledType.Reference;

class SpelledTypeTest {
    private static final SpelledType HANDLE = new Path(List.of("Handle"), List.of());

    @Test
    void takesTypesApart() {
        assertThat(SpelledType.of("Pin<&'a mut Handle>"))
                .isEqualTo(new Path(List.of("Pin"), List.of(new Reference(true, HANDLE))));
        assertThat(SpelledType.of("*const bindings::file"))
                .isEqualTo(new Pointer(false, new Path(List.of("bindings", "file"), List.of())));
        assertThat(SpelledType.of("(Handle, &Handle)"))
                .isEqualTo(new Group(List.of(HANDLE, new Reference(false, HANDLE))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Handle",
                "io::Handle<T>",
                "Result<Handle>",
                "(Action, Option<Handle>)",
                "[Handle; 2]",
                "impl FnOnce(Handle) -> Action"
            })
    void holdsByValue(String spelled) {
        assertThat(SpelledType.of(spelled).holds("Handle")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "&Handle",
                "&'a mut io::Handle",
                "*mut Handle",
                "Pin<&mut Handle>",
                "Option<&Handle>",
                "HandleTable",
                "()",
                ""
            })
    void holdsNoneByValue(String spelled) {
        assertThat(SpelledType.of(spelled).holds("Handle")).isFalse();
    }

    @Test
    void tellsBorrowsFromOwners() {
        assertThat(SpelledType.of("Pin<&mut Handle<T>>").isReferenceTo("Handle")).isTrue();
        assertThat(SpelledType.of("Option<&Handle>").isReferenceTo("Handle")).isFalse();
        assertThat(SpelledType.of("Result<&'a mut [u8; 32]>").borrowsExclusively()).isTrue();
        assertThat(SpelledType.of("&mut T").borrowsParameter()).isTrue();
        assertThat(SpelledType.of("&mut Token").borrowsParameter()).isFalse();
        assertThat(SpelledType.of("&mut MaybeUninit<u8>").isAround("MaybeUninit")).isFalse();
        assertThat(SpelledType.of("MaybeUninit<&mut [u8]>").isAround("MaybeUninit")).isTrue();
    }

    @Test
    void tellsPointersThatOnlyRead() {
        assertThat(SpelledType.of("&[u8]").isReadOnly()).isTrue();
        assertThat(SpelledType.of("&Cell<*mut u8>").isReadOnly()).isFalse();
        assertThat(SpelledType.of("*const *mut u8").isReadOnly()).isTrue();
        assertThat(SpelledType.of("NonNull<Handle>").isRaw()).isTrue();
    }

    @Test
    void knowsNumbersOfAnyModule() {
        assertThat(SpelledType.of("kernel::ffi::c_int").isOneOf(Set.of("c_int"))).isTrue();
        assertThat(SpelledType.of("&c_int").isOneOf(Set.of("c_int"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<",
                ">",
                "Vec<",
                "&",
                "*",
                "fn(",
                "[u8; { 2 + 2 }]",
                "<T as Trait>::Item",
                "dyn Fn() + 'static",
                "!",
                "_",
                "\"",
                ")]>"
            })
    void passesOverWhatIsNoType(String spelled) {
        assertThat(SpelledType.of(spelled)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"&", "*mut ", "Vec<", "(", "[", "dyn ", "fn() -> "})
    void goesNoDeeperThanItsBound(String nested) {
        assertThat(SpelledType.of(nested.repeat(100_000) + "Handle").holds("Handle")).isFalse();
    }
}
