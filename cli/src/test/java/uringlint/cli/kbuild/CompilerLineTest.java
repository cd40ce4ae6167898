// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.kbuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CompilerLineTest {
    private static CompilerLine read(String line) {
        return read(line, Map.of());
    }

    private static CompilerLine read(String line, Map<String, String> responses) {
        return CompilerLine.of(CompilerLine.words(line), name -> Optional.ofNullable(responses.get(name)));
    }

    @Test
    void theSourceIsFoundAmongTheArgumentsOfAKernelBuild() {
        CompilerLine line = read("""
            -D__linux__ -Dlinux -D__STDC__ -Dunix -D__unix__ -Wbitwise -Wno-return-void -Wno-unknown-attribute --arch=x86 -mlittle-endian -m64
            -Wp,-MMD,drivers/block/.ublk_drv.o.d -nostdinc -I./arch/x86/include -I./arch/x86/include/generated -I./include
            -include ./include/linux/compiler-version.h -include ./include/linux/kconfig.h -include ./include/linux/compiler_types.h
            -D__KERNEL__ -std=gnu11 -fshort-wchar -funsigned-char -mno-sse -march=x86-64 -mindirect-branch=thunk-extern -O2
            -fno-allow-store-data-races --param asan-stack=1 -mllvm -asan-mapping-offset=0xdffffc0000000000 -fmacro-prefix-map=./=
            -DMODULE -DKBUILD_BASENAME='"ublk_drv"' -DKBUILD_MODNAME='"ublk drv"' -D__KBUILD_MODNAME=kmod_ublk_drv drivers/block/ublk_drv.c
            """);
        assertThat(line.sources()).containsExactly("drivers/block/ublk_drv.c");
        assertThat(line.includes()).containsExactly("./arch/x86/include", "./arch/x86/include/generated", "./include");
    }

    @Test
    void responseFilesThatNameThemselvesEnd() {
        assertThat(read("@loop a.c", Map.of("loop", "b.c @loop @loop @loop @loop @loop @loop"))
                        .sources())
                .containsExactly("b.c", "a.c");
    }

    @Test
    void valuesOfOptionsAreNoSources() {
        assertThat(read("-c -o a.o -MF a.c.d -MT b.c -x c -isystem inc.c -I inc -U X -imacros m.c a.c")
                        .sources())
                .containsExactly("a.c");
        assertThat(read("-I inc -Iother -I inc a.c").includes()).containsExactly("inc", "other");
        assertThat(read("--crate-name x --edition 2021 --cfg a --emit=obj x.rs").sources()).containsExactly("x.rs");
    }

    @Test
    void whatComesBehindTwoDashesIsASource() {
        assertThat(read("-O2 -- -odd.c a.c").sources()).containsExactly("-odd.c", "a.c");
    }

    @Test
    void objectsAndAssemblyAreLeftOut() {
        assertThat(read("a.c b.S c.o d.a e.ko /tmp/tmp.Xy12").sources()).containsExactly("a.c", "/tmp/tmp.Xy12");
    }

    @Test
    void anOptionAtTheEndThatLacksItsValueDoesNoHarm() {
        assertThat(read("a.c -o").sources()).containsExactly("a.c");
        assertThat(read("a.c -I").includes()).isEmpty();
        assertThat(read("").sources()).isEmpty();
    }

    @Test
    void responseFilesAreReadAsCompilersDo() {
        assertThat(read("-O2 @flags a.c", Map.of("flags", "-D 'X Y' -I\"in c\"\n-o x.o\n")))
                .isEqualTo(new CompilerLine(List.of("a.c"), List.of("in c")));
        assertThat(read("@outer", Map.of("outer", "@inner b.c", "inner", "a.c")).sources())
                .containsExactly("a.c", "b.c");
        assertThat(read("@missing a.c").sources()).containsExactly("a.c");
        assertThat(read("@itself a.c", Map.of("itself", "@itself @itself")).sources()).containsExactly("a.c");
    }

    @Test
    void wordsAreTakenApartAsAShellDoes() {
        assertThat(CompilerLine.words("a  b\\ c 'd \"e' \"f 'g\" \"h\\\"i\" '' -DX='\"y\"' \"k\\n\""))
                .containsExactly("a", "b c", "d \"e", "f 'g", "h\"i", "", "-DX=\"y\"", "k\\n");
    }
}
