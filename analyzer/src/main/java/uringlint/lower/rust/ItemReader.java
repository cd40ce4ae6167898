// SPDX-License-Identifier: Apache-2.0

package uringlint.lower.rust;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uringlint.ir.Implementation;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;
import uringlint.syntax.SyntaxTree;

/// Reads the declarations of a file.
final class ItemReader {
    private static final int DEPTH = 32;
    private static final int EXPANSIONS = 400;

    private final Items items;
    private final List<Implementation> implementations = new ArrayList<>();
    private final List<Items.Declared> bodies = new ArrayList<>();
    private final List<Items.Declared> prototypes = new ArrayList<>();
    private final List<Items.Structure> structures = new ArrayList<>();
    private final List<Items.Enumeration> enumerations = new ArrayList<>();
    private final List<Items.Constant> constants = new ArrayList<>();
    private final ArrayDeque<Pending> pending = new ArrayDeque<>();
    private final SyntaxTree tree;
    /// Nothing for a library: its macros are known by what they stand for, or not at all.
    private final Optional<MacroFragments> fragments;
    /// Set while items are read that a macro brought.
    private Optional<Span> use = Optional.empty();
    private int expanded;

    /// A macro that stands where items stand.
    private record Pending(SyntaxNode node, ItemContext context, Optional<Span> use) {}

    ItemReader(SyntaxTree tree, Items items, Optional<MacroFragments> fragments) {
        this.tree = tree;
        this.items = items;
        this.fragments = fragments;
        read(tree.root().namedChildren(), ItemContext.FILE, 0);
    }

    /// Reads the items that macros of the program bring, when all macros are known.
    void expand() {
        while (!pending.isEmpty() && ++expanded <= EXPANSIONS) {
            Pending macro = pending.removeFirst();
            String path = macro.node().child("macro").map(SyntaxNode::text).orElse("");
            String name = path.substring(path.lastIndexOf(':') + 1);
            Optional<SyntaxNode> definition = Optional.ofNullable(items.macros.get(name));
            Optional<SyntaxNode> tokens = macro.node().namedChildren().stream()
                    .filter(child -> child.kind().equals("token_tree"))
                    .findFirst();
            if (tokens.isPresent() && name.equals("global_lock")) {
                fragments().global(tokens.get()).ifPresent(item -> constant(item, macro.context()));
            } else if (tokens.isPresent()) {
                boolean isInside = !macro.context().owner().isEmpty();
                Optional<SyntaxNode> root = (name.equals("paste")
                                ? Optional.of(MacroExpansion.pasted(tokens.get()))
                                : definition.flatMap(
                                        known -> MacroRules.expand(known, MacroExpansion.inside(tokens.get()))))
                        .flatMap(text -> fragments().detached(tree.file(), isInside ? "impl X {" + text + "}" : text))
                        .filter(found -> !found.hasError());
                use = macro.use().or(() -> Optional.of(macro.node().span()));
                root.flatMap(found -> isInside
                                ? found.namedChildren().stream().findFirst().flatMap(item -> item.child("body"))
                                : Optional.of(found))
                        .ifPresent(items -> read(items.namedChildren(), macro.context(), 1));
                use = Optional.empty();
            }
        }
    }

    MacroFragments fragments() {
        return fragments.orElseThrow();
    }

    private Span span(SyntaxNode node) {
        return use.orElse(node.span());
    }

    SyntaxTree tree() {
        return tree;
    }

    /// What the file itself declares, in its order.
    List<Implementation> implementations() {
        return implementations;
    }

    List<Items.Declared> bodies() {
        return bodies;
    }

    /// The functions without a body: of traits, and of C.
    List<Items.Declared> prototypes() {
        return prototypes;
    }

    List<Items.Structure> structures() {
        return structures;
    }

    List<Items.Enumeration> enumerations() {
        return enumerations;
    }

    List<Items.Constant> constants() {
        return constants;
    }

    private void read(List<SyntaxNode> nodes, ItemContext context, int depth) {
        var attributes = new ArrayList<SyntaxNode>();
        for (SyntaxNode node : nodes) {
            switch (node.kind()) {
                case "attribute_item" -> {
                    attributes.add(node);
                    continue;
                }
                case "line_comment", "block_comment", "visibility_modifier" -> {
                    continue;
                }
                default -> read(node, attributes, context, depth);
            }
            attributes.clear();
        }
    }

    private void read(SyntaxNode node, List<SyntaxNode> attributes, ItemContext context, int depth) {
        if (depth > DEPTH || ItemParts.isTest(attributes)) {
            return;
        }
        switch (node.kind()) {
            case "struct_item", "union_item" -> structure(node, attributes);
            case "enum_item" -> enumeration(node, attributes);
            case "function_item", "function_signature_item" -> function(node, attributes, context);
            case "const_item", "static_item" -> constant(node, context);
            case "type_item" -> {
                if (context.owner().isEmpty()) {
                    alias(node);
                }
            }
            case "impl_item" -> implementation(node, context, depth);
            case "trait_item" -> trait(node, depth);
            case "mod_item", "foreign_mod_item" ->
                node.child("body").ifPresent(body -> read(body.namedChildren(), ItemContext.FILE, depth + 1));
            case "macro_definition" -> {
                if (fragments.isPresent()) {
                    items.macros.putIfAbsent(ItemParts.name(node), node);
                }
            }
            case "use_declaration" -> node.child("argument").ifPresent(argument -> rename(argument, depth));
            case "macro_invocation" -> {
                if (context.around().isEmpty()) {
                    pending.add(new Pending(node, context, use));
                }
            }
            case "expression_statement", "ERROR" -> {
                if (context.around().isEmpty()) {
                    read(node.namedChildren(), context, depth + 1);
                }
            }
            default -> {}
        }
    }

    private void constant(SyntaxNode node, ItemContext context) {
        var constant = new Items.Constant(
                ItemParts.name(node),
                context.home(),
                node.child("type").map(RustType::of).orElse(RustType.UNKNOWN).with(context.names()),
                node.child("value"),
                node,
                use);
        items.add(constant);
        constants.add(constant);
    }

    private void alias(SyntaxNode node) {
        RustType target = node.child("type").map(RustType::of).orElse(RustType.UNKNOWN);
        var defaults = new ArrayList<RustType>();
        for (SyntaxNode parameter : node.child("type_parameters").map(SyntaxNode::namedChildren).orElse(List.of())) {
            if (!parameter.kind().startsWith("lifetime")) {
                defaults.add(parameter.child("default_type").map(RustType::of).orElse(RustType.UNKNOWN));
            }
        }
        List<String> generics = ItemParts.generics(node);
        if (!target.name().equals(ItemParts.name(node)) && generics.size() == defaults.size()) {
            items.aliases.putIfAbsent(ItemParts.name(node), new Items.Alias(generics, defaults, target));
        }
    }

    private void rename(SyntaxNode node, int depth) {
        if (depth > DEPTH) {
            return;
        }
        if (node.kind().equals("use_as_clause")) {
            String path = node.child("path").map(SyntaxNode::text).orElse("");
            String alias = node.child("alias").map(SyntaxNode::text).orElse("");
            if (!alias.equals("_")) {
                items.renamed.putIfAbsent(alias, path.substring(path.lastIndexOf(':') + 1));
            }
        }
        node.namedChildren().forEach(child -> rename(child, depth + 1));
    }

    private List<Items.Field> fields(Optional<SyntaxNode> body) {
        var fields = new ArrayList<Items.Field>();
        if (body.isEmpty()) {
            return fields;
        }
        for (SyntaxNode child : body.get().namedChildren()) {
            if (child.kind().equals("field_declaration")) {
                fields.add(new Items.Field(
                        ItemParts.name(child), child.child("type").map(RustType::of).orElse(RustType.UNKNOWN), span(child)));
            } else if (child.field().equals("type")) {
                fields.add(new Items.Field(Integer.toString(fields.size()), RustType.of(child), span(child)));
            }
        }
        return fields;
    }

    private void structure(SyntaxNode node, List<SyntaxNode> attributes) {
        var structure = new Items.Structure(
                ItemParts.name(node),
                ItemParts.generics(node),
                fields(node.child("body")),
                node.kind().equals("union_item"),
                ItemParts.withOpen(node, attributes),
                tree.file(),
                span(node.child("name").orElse(node)));
        items.add(structure);
        structures.add(structure);
        derive(structure.name(), attributes);
    }

    private void enumeration(SyntaxNode node, List<SyntaxNode> attributes) {
        var variants = new ArrayList<Items.Structure>();
        var numbers = new HashMap<String, SyntaxNode>();
        for (SyntaxNode child : node.child("body").map(SyntaxNode::namedChildren).orElse(List.of())) {
            if (child.kind().equals("enum_variant")) {
                variants.add(new Items.Structure(
                        ItemParts.name(child),
                        List.of(),
                        fields(child.child("body")),
                        false,
                        List.of(),
                        tree.file(),
                        span(child)));
                child.child("value").ifPresent(value -> numbers.put(ItemParts.name(child), value));
            }
        }
        var enumeration = new Items.Enumeration(
                ItemParts.name(node),
                ItemParts.generics(node),
                variants,
                numbers,
                ItemParts.attributes(attributes),
                tree.file(),
                span(node.child("name").orElse(node)));
        items.add(enumeration);
        enumerations.add(enumeration);
        derive(enumeration.name(), attributes);
    }

    private void derive(String type, List<SyntaxNode> attributes) {
        for (SyntaxNode item : attributes) {
            for (SyntaxNode attribute : item.namedChildren()) {
                Optional<SyntaxNode> arguments = attribute.child("arguments");
                if (arguments.isPresent() && attribute.text().startsWith("derive")) {
                    for (SyntaxNode derived : arguments.get().namedChildren()) {
                        implementations.add(new Implementation(derived.text(), type, false, true, List.of(), List.of(), span(derived)));
                        if (derived.text().equals("Copy")) {
                            items.copied.add(type);
                        }
                    }
                }
            }
        }
    }

    private void implementation(SyntaxNode node, ItemContext around, int depth) {
        RustType type = node.child("type").map(RustType::of).orElse(RustType.UNKNOWN);
        String named = type instanceof RustType.Reference(_, var target) ? target.name() : type.name();
        String trait = node.child("trait").map(RustType::of).orElse(RustType.UNKNOWN).name();
        // What is said of any type is a method of the trait.
        boolean isAny = named.isEmpty() || ItemParts.generics(node).contains(named);
        String owner = !isAny ? named : !trait.isEmpty() ? trait : traitOfObject(node);
        if (owner.isEmpty()) {
            return;
        }
        var names = new HashMap<String, RustType>();
        names.put("Self", isAny ? RustType.UNKNOWN : type);
        List<SyntaxNode> body = node.child("body").map(SyntaxNode::namedChildren).orElse(List.of());
        names.putAll(associatedTypes(body, type));
        ItemParts.generics(node).forEach(generic -> names.put(generic, RustType.UNKNOWN));
        if (trait.equals("Copy")) {
            items.copied.add(owner);
        }
        int first = bodies.size();
        read(body, new ItemContext(owner, trait, names, !trait.isEmpty(), around.around()), depth + 1);
        if (!trait.isEmpty() && !isAny) {
            boolean isUnsafe = node.children().stream().anyMatch(child -> child.kind().equals("unsafe"));
            List<String> methods = bodies.subList(first, bodies.size()).stream()
                    .filter(method -> method.owner().equals(owner))
                    .map(Items.Declared::name)
                    .toList();
            implementations.add(new Implementation(
                    trait,
                    owner,
                    isUnsafe,
                    false,
                    methods,
                    ItemParts.free(node),
                    new Span(
                            span(node).start(),
                            span(node.child("type").orElse(node)).end())));
        }
    }

    /// The trait in `impl dyn Trait`.
    private static String traitOfObject(SyntaxNode implementation) {
        return implementation
                .child("type")
                .flatMap(spelled -> spelled.child("trait"))
                .map(RustType::of)
                .map(RustType::name)
                .orElse("");
    }

    /// What `Self::Name` means in an implementation for a type.
    private static Map<String, RustType> associatedTypes(List<SyntaxNode> body, RustType self) {
        var types = new LinkedHashMap<String, RustType>();
        for (SyntaxNode child : body) {
            if (child.kind().equals("type_item")) {
                types.put(
                        "Self::" + ItemParts.name(child),
                        child.child("type").map(RustType::of).orElse(RustType.UNKNOWN).with(Map.of("Self", self)));
            }
        }
        return types;
    }

    private void trait(SyntaxNode node, int depth) {
        String name = ItemParts.name(node);
        List<String> methods = items.traits.computeIfAbsent(name, _ -> new ArrayList<>());
        List<SyntaxNode> body = node.child("body").map(SyntaxNode::namedChildren).orElse(List.of());
        body.stream().filter(child -> child.kind().startsWith("function")).forEach(child -> methods.add(ItemParts.name(child)));
        read(body, new ItemContext(name, name, Map.of(), true, List.of()), depth + 1);
    }

    private void function(SyntaxNode node, List<SyntaxNode> attributes, ItemContext context) {
        Items.Declared declared = FunctionReader.read(node, attributes, context, use);
        items.add(declared);
        if (declared.body().isPresent()) {
            bodies.add(declared);
            inner(declared);
        } else {
            prototypes.add(declared);
        }
    }

    /// The items in the body of a function.
    private void inner(Items.Declared function) {
        var around = new ArrayList<String>();
        around.add(function.name());
        around.addAll(function.around());
        var context = new ItemContext("", "", Map.of(), false, around);
        var blocks = new ArrayDeque<SyntaxNode>();
        function.body().ifPresent(blocks::add);
        while (!blocks.isEmpty() && around.size() < DEPTH) {
            SyntaxNode node = blocks.removeFirst();
            if (node.kind().equals("block")) {
                read(node.namedChildren(), context, around.size());
            }
            if (!node.kind().endsWith("_item")) {
                blocks.addAll(node.namedChildren());
            }
        }
    }
}
