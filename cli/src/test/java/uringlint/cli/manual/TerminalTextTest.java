// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.manual;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import uringlint.cli.report.Palette;
import uringlint.cli.run.Kernels;
import uringlint.version.KernelVersion;

class TerminalTextTest {
    private static String shown(String page, int width) {
        return TerminalText.render(Markdown.parse(page), Palette.PLAIN, width);
    }

    @Test
    void textIsWrappedAndCodeIsNot() {
        assertThat(shown("""
                # A title

                Some *words* that are [linked](x.md) and
                some **strong** ones, with [one](https://x.org) elsewhere.

                ## Below

                1. an item with `some code`
                   that goes on
                2. another one
                   - and one in it

                ```c
                int a_line_that_is_longer_than_the_terminal;

                	return 0;
                ```
                """, 30)).isEqualTo("""
                A title
                =======

                Some words that are linked and
                some strong ones, with one
                (https://x.org) elsewhere.

                Below
                -----

                1. an item with `some code`
                   that goes on
                2. another one
                   - and one in it

                    int a_line_that_is_longer_than_the_terminal;

                    	return 0;
                """);
    }

    @Test
    void tablesThatDoNotFitAreLists() {
        String table = """
                | name | what it says |
                | --- | --- |
                | `a` | b \\| c |
                | [d](d.md) | a longer text in the last cell |
                """;
        assertThat(shown(table, 80)).isEqualTo("""
                name  what it says
                `a`   b | c
                d     a longer text in the last cell
                """);
        assertThat(shown(table, 30)).isEqualTo("""
                name  what it says
                `a`   b | c
                d     a longer text in the
                      last cell
                """);
        assertThat(shown(table.replace("| `a` |", "| `a_very_long_name_for_it` |"), 30)).isEqualTo("""
                `a_very_long_name_for_it`
                  what it says: b | c

                d
                  what it says: a longer text
                    in the last cell
                """);
    }

    @Test
    void whatIsOfOtherReleasesIsLeftOut() {
        var page = Markdown.parse("""
                # A title

                - **up to 6.2:** old

                  and more of it
                  - a part of it
                - **6.3 to 6.9, 7.1 and newer:** new
                - always

                ## A section (7.0 and newer)

                Gone.

                ### Below it

                Gone as well.

                ## Another section

                **6.2:** One release.

                | since | what |
                | --- | --- |
                | 6.4 | a |
                | 6.6 | b |
                """);
        assertThat(TerminalText.render(ForKernels.of(page, Kernels.only(new KernelVersion(6, 4))), Palette.PLAIN, 80)).isEqualTo("""
                A title
                =======

                - 6.3 to 6.9, 7.1 and newer: new
                - always

                Another section
                ---------------

                since  what
                6.4    a
                """);
    }
}
