// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The pages on the API say what the tables say. `-Dgolden=update` writes them anew.
final class ApiPageTest {
    private static final Path PAGES = Path.of("../docs/contract");

    /// Called by the core, and not by drivers.
    private static final Set<String> OF_THE_CORE = Set.of("security_uring_cmd");

    @Test
    void thePagesAreFresh() throws IOException {
        for (Map.Entry<String, String> page : Map.of("api.md", ApiPage.render(), "api-rust.md", ApiPage.renderRust()).entrySet()) {
            Path file = PAGES.resolve(page.getKey());
            if ("update".equals(System.getProperty("golden"))) {
                Files.writeString(file, page.getValue());
            }
            assertThat(Files.readString(file))
                    .as(file + "; `mvn -pl rules -am test -Dgolden=update` writes it anew")
                    .isEqualTo(page.getValue());
        }
    }

    @Test
    void everyFunctionOfTheTableHasItsForms() {
        Set<String> functions = ApiTable.names(UringApi.COMMANDS);
        functions.removeAll(OF_THE_CORE);
        assertThat(ApiForms.functions()).containsExactlyInAnyOrderElementsOf(functions);
    }

    /// A line of the table without a form would be about calls that no release has.
    @Test
    void everyNumberOfArgumentsIsOneOfAForm() {
        ApiTable.functions(Releases.NEWEST, UringApi.COMMANDS).forEach((name, entries) -> entries.stream()
                .filter(entry -> entry.arity() >= 0 && !OF_THE_CORE.contains(name))
                .forEach(entry -> assertThat(ApiForms.with(name, entry.arity())).as(entry.toString()).isPresent()));
    }

    @Test
    void everyMethodIsOnThePage() {
        String page = ApiPage.renderRust();
        Set<String> methods = ApiTable.names(RustApi.COMMANDS);
        methods.removeIf(name -> name.startsWith("drop:") || name.startsWith("leave:"));
        assertThat(methods).allSatisfy(name -> assertThat(page).contains("`" + name));
    }
}
