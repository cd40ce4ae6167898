// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import uringlint.rules.PageText;
import uringlint.typestate.protocol.Effect;
import uringlint.version.KernelVersion;

/// The pages on the functions of the API, made of the tables by which drivers are analyzed.
final class ApiPage {
    private static final KernelVersion NEWEST = Releases.NEWEST;
    private static final Pattern BLOCK = Pattern.compile("(?:impl|trait) (\\w+) \\{(.*?)\\}", Pattern.DOTALL);
    private static final Pattern METHOD = Pattern.compile("fn (\\w+)(?:<(\\w+): \\w+>)?\\(([^;]*?)\\)(?: -> [^;]+)?;");

    /// What the functions of a section have in common.
    private enum Section {
        COMPLETING("Completing a command"),
        HANDING("Handing a command to task work"),
        KEEPING("Keeping a command, and having it issued again"),
        MEMORY("The SQE and the PDU"),
        RING("What depends on the context: buffers and multishot"),
        ASKING("Asking about a command");

        private final String title;

        Section(String title) {
            this.title = title;
        }

        static Section of(List<Effect> effects) {
            for (Effect effect : effects) {
                switch (effect) {
                    case Effect.Complete _ -> {
                        return COMPLETING;
                    }
                    case Effect.HandOff _, Effect.CarriedObject _ -> {
                        return HANDING;
                    }
                    case Effect.Mark _, Effect.Reissue _ -> {
                        return KEEPING;
                    }
                    case Effect.FieldAddress _ -> {
                        return MEMORY;
                    }
                    case Effect.Ask _ -> {
                        return RING;
                    }
                    default -> {}
                }
            }
            return ASKING;
        }
    }

    private ApiPage() {}

    /// The page on the functions in C.
    static String render() {
        Map<Section, List<String>> sections = new LinkedHashMap<>();
        for (Section section : Section.values()) {
            sections.put(section, new ArrayList<>());
        }
        for (String function : ApiForms.functions()) {
            var text = new StringBuilder("### `" + function + "`\n\n");
            List<ApiForms.Form> forms = ApiForms.of(function);
            forms.forEach(form -> write(text, form));
            sections.get(Section.of(effects(forms.getLast()))).add(text.toString());
        }
        return """
                # The functions of the API

                Made from the tables by which drivers are analyzed: each form of a function, the releases that have
                it (stable ones included), and what it does to a command. [history](history.md) says which commits
                brought the changes, and what does not fit the kernel of a driver is reported by
                [api-version](../rules/api-version.md).
                """
                + sections.entrySet().stream()
                        .map(section -> "\n## " + section.getKey().title + "\n\n" + String.join("\n", section.getValue()))
                        .collect(Collectors.joining());
    }

    private static void write(StringBuilder text, ApiForms.Form form) {
        String call = "`%s(%s)`".formatted(form.name(), String.join(", ", form.parameters()));
        text.append("- **").append(mark(form)).append(":** ").append(call).append("  \n")
                .append(PageText.wrapped("  ", 2, EffectProse.of(effects(form), form.parameters()) + ".")).append('\n');
    }

    /// What a form does, in all releases that have it.
    private static List<Effect> effects(ApiForms.Form form) {
        KernelVersion last = form.until().compareTo(NEWEST) > 0 ? NEWEST : form.until();
        List<List<Effect>> found = Releases.between(form.since(), last).stream()
                .map(release -> UringApi.model(release).functions().getOrDefault(form.name(), List.of()).stream()
                        .filter(api -> api.arity() < 0 || api.arity() == form.arguments())
                        .flatMap(api -> api.effects().stream())
                        .toList())
                .distinct()
                .toList();
        if (found.size() != 1 || found.getFirst().isEmpty()) {
            throw new AssertionError("the tables do not agree on what " + form + " does: " + found);
        }
        return found.getFirst();
    }

    private static String mark(ApiForms.Form form) {
        boolean isLast = form.until().compareTo(NEWEST) > 0;
        return isLast ? form.since() + " and newer"
                : form.since().equals(Releases.OLDEST) ? "up to " + form.until()
                : form.since().equals(form.until()) ? form.since().toString()
                : form.since() + " to " + form.until();
    }

    /// The page on the methods in Rust.
    static String renderRust() {
        return """
                # The methods of the proposed Rust abstraction

                Made from the tables by which drivers are analyzed. No release has this abstraction; it was proposed
                on the mailing lists. The analyzer knows it, so that drivers that are written with it can be checked.
                [rust](rust.md) says what any abstraction has to guarantee.

                """
                + "## Owned commands: versions 4 and 5 of the proposal\n\n" + methods(RustApi.OWNING + RustApi.PAYLOAD)
                + "\n## Borrowed commands: versions 1 to 3\n\n" + methods(RustApi.BORROWED);
    }

    private static String methods(String declarations) {
        Map<String, List<Effect.Api>> known = ApiTable.functions(NEWEST, RustApi.COMMANDS);
        var text = new StringBuilder();
        for (MatchResult block : BLOCK.matcher(declarations).results().toList()) {
            for (MatchResult method : METHOD.matcher(block.group(2)).results().toList()) {
                String name = block.group(1) + "::" + method.group(1);
                if (known.containsKey(name)) {
                    List<String> parameters = parameters(method);
                    String effects = EffectProse.of(known.get(name).getLast().effects(), parameters);
                    String signature = method.group().replaceFirst("fn \\w+", name).replace(";", "");
                    text.append("- `%s`  \n%s\n".formatted(signature, PageText.wrapped("  ", 2, effects + ".")));
                }
            }
        }
        return text.toString();
    }

    /// The names of the arguments; a type argument is one more.
    private static List<String> parameters(MatchResult method) {
        var names = new ArrayList<String>();
        for (String parameter : method.group(3).split(", ")) {
            names.add(parameter.replaceAll(":.*", "").replaceAll("&(mut )?", ""));
        }
        if (method.group(2) != null) {
            names.add(method.group(2));
        }
        return names;
    }
}
