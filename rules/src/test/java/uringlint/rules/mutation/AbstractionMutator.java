// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.mutation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uringlint.samples.Sample;
import uringlint.syntax.SyntaxNode;

/// Breaks what abstractions promise, and how they argue for it.
///
/// What is changed stands on lines of its own: signatures, fields and comments.
final class AbstractionMutator {
    private static final String RAW = "\\*(mut|const) bindings::io_uring_cmd|NonNull<bindings::io_uring_cmd>";
    private static final String TOUCHING = "(?s).*(io_uring_cmd_done\\(|\\)\\.cmd_op|\\)\\.sqe|\\)\\.pdu).*";
    private static final String SECTION = "# Safety";
    private static final Pattern KEEPING = Pattern.compile("fn \\w+\\(self\\b[^)]*\\) -> (?:Result<)?([A-Z]\\w+)");

    private final Sample sample;
    private final Code code;
    private final List<String> lines;
    private final List<Mutant> mutants = new ArrayList<>();

    private AbstractionMutator(Sample sample) {
        this.sample = sample;
        code = new Code(sample.path(), sample.text());
        lines = sample.text().lines().toList();
    }

    /// The mutants of a sample in Rust.
    static List<Mutant> mutants(Sample sample) {
        var mutator = new AbstractionMutator(sample);
        mutator.code.functions().forEach(mutator::breakFunction);
        Code.below(mutator.code.root(), "unsafe_block").forEach(mutator::breakArgument);
        Code.below(mutator.code.root(), "struct_item").forEach(mutator::breakStructure);
        Code.below(mutator.code.root(), "impl_item").forEach(mutator::breakImplementation);
        Code.below(mutator.code.root(), "trait_item").forEach(mutator::breakTrait);
        return List.copyOf(mutator.mutants);
    }

    private static String head(SyntaxNode function) {
        return function.text().substring(0, function.text().indexOf('{') < 0 ? function.text().length() : function.text().indexOf('{'));
    }

    private void breakFunction(SyntaxNode function) {
        String head = head(function);
        int line = code.line(function);
        boolean isOffered = head.matches("(?s)pub(\\(crate\\))? .*");
        boolean isOfTrait = isIn(function, "impl_item", "(?s)(unsafe )?impl\\b[^{]* for .*");
        List<Integer> documentation = documentation(line);
        boolean isOfPointer = head.matches("(?s).*(" + RAW + ").*")
                && (head.matches("(?s).*-> .*(Self|&|Option<).*") || function.text().matches(TOUCHING));
        if (isOffered && head.contains("unsafe fn") && isOfPointer) {
            onLine(Operator.DROP_UNSAFE, line, text -> text.replaceFirst("unsafe fn", "fn"));
        }
        if (isOffered && head.contains("unsafe fn") && !isOfTrait && documentation.stream().anyMatch(at -> text(at).contains(SECTION))) {
            int heading = documentation.stream().filter(at -> text(at).contains(SECTION)).findFirst().orElseThrow();
            onLine(Operator.DROP_CONDITIONS, line, heading, text -> text.replace(SECTION, "Safety first."));
        }
        boolean isMethod = function.child("parameters").orElseThrow().text().matches("\\(&?(mut )?self\\b.*");
        if (isOffered && !head.contains("unsafe") && isMethod && function.text().matches(TOUCHING) && !documentation.isEmpty()) {
            onLine(Operator.ADD_CONDITIONS, line, documentation.getLast(),
                    text -> text + "\n    ///\n    /// # Safety\n    ///\n    /// Only once.");
        }
        if (head.contains("pub(crate) unsafe fn") && sample.text().contains("cannot be made by")) {
            onLine(Operator.OFFER_CONSTRUCTOR, line, text -> text.replaceFirst("pub\\(crate\\)", "pub"));
        }
        if (isOffered && !head.contains("unsafe") && isMethod && head.matches("(?s).*-> &('\\w+ )?[A-Z\\[].*")
                && function.text().matches("(?s).*\\)\\.(sqe|pdu).*")) {
            onLine(Operator.UNBIND_LIFETIME, line, text -> text.replaceFirst("-> &('\\w+ )?", "-> &'static "));
        }
    }

    /// The doc comment above a line.
    private List<Integer> documentation(int line) {
        var found = new ArrayList<Integer>();
        for (int at = line - 1; at > 0 && text(at).strip().matches("///.*|#\\[.*"); at--) {
            if (text(at).strip().startsWith("///")) {
                found.addFirst(at);
            }
        }
        return found;
    }

    private static boolean isIn(SyntaxNode node, String kind, String pattern) {
        for (var parent = node.parent(); parent.isPresent(); parent = parent.get().parent()) {
            if (parent.get().kind().equals(kind)) {
                return parent.get().text().matches(pattern);
            }
        }
        return false;
    }

    /// Takes the argument away, or another one in its place, where it stands on one line above the block.
    private void breakArgument(SyntaxNode block) {
        int line = code.line(block);
        boolean isArgued = text(line - 1).strip().startsWith("// SAFETY:") && !text(line - 2).strip().startsWith("//");
        if (!isArgued) {
            return;
        }
        String indent = text(line - 1).replaceFirst("//.*", "");
        if (block.text().matches(TOUCHING)) {
            onLine(Operator.DROP_ARGUMENT, line, line - 1, _ -> indent + "// It is done here.");
            onLine(Operator.EMPTY_ARGUMENT, line, line - 1, _ -> indent + "// SAFETY: This is safe.");
            onLine(Operator.ALWAYS_VALID, line, line - 1, _ -> indent + "// SAFETY: The pointer is always valid.");
            boolean isAsking = isInUnsafe(block) || isIn(block, "impl_item", "(?s)(unsafe )?impl\\b[^{]* for .*");
            if (!isAsking) {
                onLine(Operator.BLAME_CALLER, line, line - 1, _ -> indent + "// SAFETY: The caller guarantees that the command is alive.");
            }
        }
        Matcher called = Pattern.compile("\\b([a-z_]+)\\(").matcher(block.text());
        boolean isDemanding = called.find() && code.functions().stream()
                .filter(function -> Code.name(function).equals(called.group(1)) && head(function).contains("unsafe fn"))
                .anyMatch(function -> String.join(" ", documentation(code.line(function)).stream().map(this::text).toList())
                        .matches(".*# Safety.*(other handle|alive|current context|at most once).*"));
        if (isDemanding) {
            onLine(Operator.PASS_OVER_CONDITION, line, line - 1, _ -> indent + "// SAFETY: The pointer is aligned.");
        }
    }

    private boolean isInUnsafe(SyntaxNode block) {
        return code.functions().stream().filter(function -> function.span().contains(block.span()))
                .anyMatch(function -> head(function).contains("unsafe") || head(function).contains("extern"));
    }

    private void breakStructure(SyntaxNode structure) {
        List<SyntaxNode> fields = structure.child("body").map(SyntaxNode::namedChildren).orElse(List.of());
        boolean isHandle = fields.size() == 1 && fields.getFirst().text().matches("\\w+: NonNull<bindings::io_uring_cmd>")
                && structure.text().startsWith("pub struct");
        String name = structure.child("name").orElseThrow().text();
        if (isHandle && Code.below(code.root(), "impl_item").stream().map(SyntaxNode::text)
                .anyMatch(text -> text.startsWith("impl " + name + " {") && text.contains("io_uring_cmd_done("))) {
            onLine(Operator.OFFER_FIELDS, code.line(fields.getFirst()), text -> text.replaceFirst("(\\w+:)", "pub $1"));
        }
        boolean isBoundNumber = structure.text()
                .matches("(?s)pub struct " + name + "<'\\w+> \\{\\s*bits: u32,\\s*\\w+: PhantomData<&'\\w+ \\(\\)>,\\s*}");
        if (isBoundNumber) {
            int line = code.line(structure);
            String text = sample.text().replaceAll(name + "<'\\w+>", name).replaceAll("\\n\\s*\\w+: PhantomData<&'\\w+ \\(\\)>,", "")
                    .replaceAll("<'call>", "");
            mutants.add(new Mutant(sample, Operator.UNBIND_FLAGS, line, text));
        }
    }

    private void breakImplementation(SyntaxNode implementation) {
        int line = code.line(implementation);
        if (implementation.text().matches("unsafe impl<T: (Send|Sync)> .*")) {
            onLine(Operator.DROP_BOUND, line, text -> text.replaceFirst("<T: \\w+>", "<T>"));
        }
        Matcher kept = KEEPING.matcher(sample.text());
        boolean isLater = kept.find() && implementation.text().startsWith("impl " + kept.group(1) + " {")
                && sample.text().contains("pub struct " + kept.group(1) + " {\n    raw: NonNull<");
        if (isLater) {
            onLine(Operator.SQE_LATER, line, text -> text + """

                        /// How many bytes the command is about.
                        pub fn late(&self) -> u32 {
                            // SAFETY: The command is alive as long as the handle, and so is what it points to.
                            unsafe { (&raw const (*(*self.raw.as_ptr()).sqe).len).read_volatile() }
                        }
                    """.stripTrailing());
        }
    }

    /// Lets a handler that completes every command return a number.
    private void breakTrait(SyntaxNode declared) {
        Code.below(declared, "function_signature_item").stream()
                .filter(method -> method.child("return_type").isEmpty() && method.text().matches("(?s).*command: [A-Z]\\w+.*"))
                .forEach(method -> onLine(Operator.ANSWER_BY_NUMBER, code.line(method), text -> text.replaceFirst("\\);", ") -> i32;")));
    }

    private String text(int line) {
        return line < 1 || line > lines.size() ? "" : lines.get(line - 1);
    }

    private void onLine(Operator operator, int line, UnaryOperator<String> change) {
        onLine(operator, line, line, change);
    }

    /// A mutant about one line, by a change of that or of one above.
    private void onLine(Operator operator, int about, int changed, UnaryOperator<String> change) {
        var all = new ArrayList<>(lines);
        all.set(changed - 1, change.apply(all.get(changed - 1)));
        mutants.add(new Mutant(sample, operator, about, String.join("\n", all) + "\n"));
    }
}
