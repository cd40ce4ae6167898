// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Starts a rule: writes its class with the headings of its page, a wrong and a right sample, and its line in `Rules.ALL`.
///
///     java tools/NewRule.java lost-completion              # in package uringlint.rules.completion
///     java tools/NewRule.java sqe-double-fetch sqe         # in package uringlint.rules.sqe
///
/// Run it in the root of the checkout. It changes nothing if the rule is there already.
final class NewRule {
    private static final Path SOURCES = Path.of("rules/src/main/java/uringlint/rules");
    private static final Path SAMPLES = Path.of("samples/src/main/resources/samples");
    private static final Pattern LIST = Pattern.compile("(?s)(List<Rule> ALL = List\\.of\\(\\R)(.*?)(\\);)");

    private static final String CLASS = """
            // SPDX-License-Identifier: Apache-2.0

            package uringlint.rules.%3$s;

            import java.util.List;
            import uringlint.diagnostic.Diagnostic;
            import uringlint.diagnostic.Severity;
            import uringlint.rule.AnalyzedProgram;
            import uringlint.rule.Rule;
            import uringlint.rule.RuleInfo;

            /// Reports TODO: one sentence.
            ///
            /// Kernels: 5.19 and newer.
            ///
            /// # What it reports
            /// TODO: the code that is reported, path by path.
            ///
            /// # Why it matters
            /// TODO: what the kernel does then, and from which version on.
            ///
            /// # Wrong
            /// `samples/%1$s/wrong.c`
            ///
            /// # Right
            /// `samples/%1$s/right.c`
            ///
            /// # Limits
            /// TODO: what is not seen, and which false reports are known.
            ///
            /// # References
            /// - TODO: kernel sources and commits.
            public final class %2$s implements Rule {
                private static final RuleInfo INFO = new RuleInfo("%1$s", Severity.WARNING, "TODO: in a few words");

                @Override
                public RuleInfo info() {
                    return INFO;
                }

                @Override
                public List<Diagnostic> check(AnalyzedProgram program) {
                    return List.of();
                }
            }
            """;

    private static final String SAMPLE = """
            // about: TODO: %2$s
            // origin: written for this rule
            #include <linux/io_uring/cmd.h>

            static int widget_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
            {
            	return -EOPNOTSUPP;%1$s
            }

            static const struct file_operations widget_fops = { .uring_cmd = widget_uring_cmd };
            """;

    private NewRule() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 1 || arguments.length > 2 || !arguments[0].matches("[a-z][a-z0-9]*(-[a-z0-9]+)+")) {
            fail("usage: java tools/NewRule.java RULE [PACKAGE], with a rule's name such as lost-completion", 2);
        }
        Path rules = SOURCES.resolve("Rules.java");
        if (!Files.exists(rules)) {
            fail("there is no %s here: run it in the root of the checkout".formatted(rules), 2);
        }
        String id = arguments[0];
        String folder = arguments.length == 2 ? arguments[1] : "completion";
        String name = className(id);
        Path file = SOURCES.resolve(folder).resolve(name + ".java");
        Path wrong = SAMPLES.resolve(id).resolve("wrong.c");
        Path right = SAMPLES.resolve(id).resolve("right.c");
        String list = Files.readString(rules);
        if (list.contains("new " + name + "()") || Files.exists(file) || Files.exists(wrong) || Files.exists(right)) {
            fail("`%s` is there already".formatted(id), 1);
        }
        // First what can fail without a trace, then the files.
        String changed = register(list, name, "uringlint.rules.%s.%s".formatted(folder, name));
        write(file, CLASS.formatted(id, name, folder));
        write(wrong, SAMPLE.formatted(" // expect: " + id, "what is wrong"));
        write(right, SAMPLE.formatted("", "what is right, or nearly wrong"));
        write(rules, changed);
        Path description = SOURCES.resolve(folder).resolve("package-info.java");
        if (!Files.exists(description)) {
            write(description, "// SPDX-License-Identifier: Apache-2.0%n%n/// TODO: rules about %1$s.%n".formatted(folder)
                    + "package uringlint.rules.%s;%n".formatted(folder));
        }
        IO.println("Then this writes docs/rules/%s.md:".formatted(id));
        IO.println("mvn -pl cli -am test -Dtest=RulePagesTest -Dsurefire.failIfNoSpecifiedTests=false -Dgolden=update");
    }

    /// `lost-completion` is `LostCompletion`.
    private static String className(String id) {
        var name = new StringBuilder();
        for (String word : id.split("-")) {
            name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
        return name.toString();
    }

    /// `LostCompletion` is `lost-completion`: the order of the list is that of the ids.
    private static String id(String className) {
        return className.replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /// `Rules` with an import and a line in the list, both in their order.
    private static String register(String source, String name, String qualified) {
        Matcher list = LIST.matcher(source);
        if (!list.find()) {
            throw new IllegalStateException("the list of rules does not look like `List<Rule> ALL = List.of(...)`");
        }
        var names = new ArrayList<String>(List.of(name));
        Pattern.compile("new (\\w+)\\(\\)").matcher(list.group(2)).results().forEach(rule -> names.add(rule.group(1)));
        names.sort(Comparator.comparing(NewRule::id));
        String lines = names.stream().map("            new %s()"::formatted).reduce("%s,\n%s"::formatted).orElseThrow();
        String listed = source.substring(0, list.start(2)) + lines + source.substring(list.end(2));
        Matcher imports = Pattern.compile("(?m)^import .+;\\R").matcher(listed);
        var all = new ArrayList<String>(List.of("import %s;\n".formatted(qualified)));
        int start = -1;
        int end = -1;
        while (imports.find()) {
            start = start < 0 ? imports.start() : start;
            end = imports.end();
            all.add(imports.group());
        }
        all.sort(Comparator.comparing(line -> line.replace(";", "")));
        return listed.substring(0, start) + String.join("", all) + listed.substring(end);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        IO.println("wrote " + file);
    }

    private static void fail(String message, int status) {
        System.err.println("NewRule: " + message);
        System.exit(status);
    }
}
