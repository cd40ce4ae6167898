// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.page;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ParserConfiguration.LanguageLevel;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.body.TypeDeclaration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;

/// What a rule's doc comment says: the sentence it starts with, the kernels it is for, and a text under each heading.
record RulePage(RuleInfo info, String summary, String kernels, Map<String, String> sections) {
    private static final Pattern KERNELS = Pattern.compile("^Kernels: (.+)\\.$", Pattern.MULTILINE);
    private static final Pattern HEADING = Pattern.compile("^# (.+)$", Pattern.MULTILINE);
    private static final Pattern SAMPLE = Pattern.compile("`samples/([a-z0-9-]+/[a-z0-9-]+\\.(?:c|rs))`");

    /// The page of a rule whose class lies below a folder of sources.
    static RulePage of(Rule rule, Path sources) throws IOException {
        return of(rule.info(), comment(sources.resolve(rule.getClass().getName().replace('.', '/') + ".java")));
    }

    /// The page that a doc comment makes.
    static RulePage of(RuleInfo info, String comment) {
        Matcher heading = HEADING.matcher(comment);
        var sections = new LinkedHashMap<String, String>();
        String name = "";
        int start = 0;
        while (heading.find()) {
            sections.put(name, comment.substring(start, heading.start()).strip());
            name = heading.group(1);
            start = heading.end();
        }
        sections.put(name, comment.substring(start).strip());
        String opening = sections.remove("");
        Matcher kernels = KERNELS.matcher(opening == null ? "" : opening);
        return kernels.find()
                ? new RulePage(info, opening.substring(0, kernels.start()).strip(), kernels.group(1), sections)
                : new RulePage(info, opening == null ? "" : opening, "", sections);
    }

    /// The sample that a section names.
    Optional<String> sample(String section) {
        Matcher sample = SAMPLE.matcher(sections.getOrDefault(section, ""));
        return sample.find() ? Optional.of(sample.group(1)) : Optional.empty();
    }

    /// The doc comment of the one class of a file, without what makes it a comment.
    private static String comment(Path file) throws IOException {
        var parser = new JavaParser(new ParserConfiguration().setLanguageLevel(LanguageLevel.JAVA_25));
        CompilationUnit unit = parser.parse(file).getResult().orElseThrow();
        TypeDeclaration<?> type = unit.getPrimaryType().orElseThrow();
        return type.getComment().orElseThrow().getContent().lines()
                .map(line -> line.strip().replaceFirst("^/// ?", ""))
                .collect(Collectors.joining("\n"));
    }
}
