// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.find;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uringlint.source.SourceFile;

/// The types and traits that a Rust file declares, those that it offers to others, and the names of others that it uses, each with
/// the crate or module from which its path starts; no path at all is "".
record RustNames(Set<String> declared, Set<String> exported, Map<String, String> used, boolean isLibrary) {
    /// Every file of the kernel's own crate names others by `crate::`, and every driver names it by `kernel::`.
    private static final String LIBRARY = "kernel";

    private static final Pattern DECLARED = Pattern.compile(
            "^\\s*(pub(?:\\([a-z]+\\))? +)?(?:unsafe +)?(?:struct|enum|trait|union|type) +(\\w+)", Pattern.MULTILINE);
    /// Nothing is given back of what was passed over: to try that for each character of a long text would take a frame for each.
    private static final Pattern NO_CODE =
            Pattern.compile("//[^\\n]*+|/\\*.*?\\*/|\"(?:[^\"\\\\]++|\\\\.)*+\"", Pattern.DOTALL);
    private static final Pattern TOKEN = Pattern.compile("\\w+|::|[{};,]|\\S");

    static RustNames of(SourceFile file) {
        String text = NO_CODE.matcher(new String(file.bytes(), StandardCharsets.UTF_8)).replaceAll(" ");
        var declared = new LinkedHashSet<String>();
        var exported = new LinkedHashSet<String>();
        DECLARED.matcher(text).results().forEach(found -> {
            declared.add(found.group(2));
            if (found.group(1) != null) {
                exported.add(found.group(2));
            }
        });
        Map<String, String> used = used(text);
        used.keySet().removeAll(declared);
        boolean isLibrary = text.contains("crate::") && !text.contains(LIBRARY + "::");
        return new RustNames(declared, exported, used, isLibrary);
    }

    /// Whether a name that this file uses may be the one that another file declares.
    boolean mayMean(String name, RustNames other) {
        String root = used.getOrDefault(name, "");
        return switch (root) {
            case "core", "alloc", "std", "bindings", "uapi" -> false;
            case LIBRARY -> other.isLibrary();
            default -> true;
        };
    }

    /// The names that are used, each by the first word of its path. A `use` says for the whole file where a name comes from.
    private static Map<String, String> used(String text) {
        var used = new LinkedHashMap<String, String>();
        Deque<String> roots = new ArrayDeque<>();
        String root = "";
        String before = ";";
        boolean inUse = false;
        Matcher tokens = TOKEN.matcher(text);
        while (tokens.find()) {
            String token = tokens.group();
            if (token.equals("use")) {
                inUse = true;
                root = "";
            } else if (token.equals("{") && inUse) {
                roots.push(root);
            } else if (token.equals("}") && inUse) {
                root = roots.isEmpty() ? "" : roots.pop();
            } else if (token.equals(",") && inUse) {
                root = roots.isEmpty() ? "" : roots.peek();
            } else if (token.equals(";")) {
                inUse = false;
                roots.clear();
            } else if (Character.isJavaIdentifierStart(token.charAt(0))) {
                boolean isContinued = before.equals("::") || inUse && !root.isEmpty();
                root = isContinued ? root : token;
                String from = isContinued ? root : "";
                used.merge(token, from, (known, found) -> known.isEmpty() ? found : known);
            }
            before = token;
        }
        return used;
    }
}
