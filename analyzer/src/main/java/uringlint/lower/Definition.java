// SPDX-License-Identifier: Apache-2.0

package uringlint.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import uringlint.dialect.DialectFact;
import uringlint.ir.Function;
import uringlint.ir.Signature;
import uringlint.ir.Type;
import uringlint.ir.Variable;
import uringlint.source.Span;
import uringlint.syntax.SyntaxNode;

/// A function with its body; `at` is where the macro is used that it comes from.
record Definition(SyntaxNode node, TypeLowering.Declared declared, Function.Linkage linkage, Optional<Span> at) {
    private static final Set<String> PARAMETERS = Set.of("identifier", "parameter_declaration", "comment");

    /// The function, when all that the file declares is known.
    Function lower(FileScope file, TypeLowering types, MacroBodies macros) {
        Span span = at.orElse(node.span());
        Span end = new Span(span.end() - 1, span.end());
        var in = new FunctionLowering(file, macros, declared.name(), end);
        // All that a macro makes is where the macro is used.
        in.frame = at.map(use -> in.frame.expand("", Map.of(), use)).orElse(in.frame);
        List<Variable> parameters = parameters(in, types);
        node.child("body").ifPresent(in.statements::lower);
        tellBlanked(file, macros);
        in.jumps.finish(end);
        Type result = declared.type() instanceof Type.Callable(var type, _) ? type : Type.UNKNOWN;
        return new Function(
                declared.name(),
                file.file,
                result,
                parameters,
                linkage,
                in.builder.build(),
                span,
                at.orElse(declared.nameSpan()),
                in.written.spellings(),
                Signature.NONE,
                isVariadic());
    }

    /// Whether it takes more than its parameters: `...`, or what a macro brings that is not understood.
    private boolean isVariadic() {
        return declared.parameters().map(SyntaxNode::namedChildren).orElse(List.of()).stream()
                .anyMatch(child -> !PARAMETERS.contains(child.kind()));
    }

    private List<Variable> parameters(FunctionLowering in, TypeLowering types) {
        var parameters = new ArrayList<Variable>();
        for (SyntaxNode child : declared.parameters().map(SyntaxNode::namedChildren).orElse(List.of())) {
            if (child.kind().equals("identifier")) {
                parameters.add(in.declare(child.text(), Variable.Kind.PARAMETER, oldStyle(child.text(), types)));
            } else if (child.kind().equals("parameter_declaration")) {
                TypeLowering.Declared parameter = types.parameter(child);
                boolean isVoid = parameter.name().isEmpty() && parameter.type().equals(new Type.Named("void"));
                boolean isMacroName = declared.nameSpan().contains(child.span());
                if (!isVoid && !isMacroName) {
                    String name = parameter.name().isEmpty() ? "<" + parameters.size() + ">" : parameter.name();
                    parameters.add(in.declare(name, Variable.Kind.PARAMETER, parameter.type()));
                }
            }
        }
        return parameters;
    }

    /// The type of a parameter that is declared between the head of a function and its body, as before C89.
    private Type oldStyle(String name, TypeLowering types) {
        for (SyntaxNode declaration : node.namedChildren()) {
            if (declaration.kind().equals("declaration")) {
                Type base = types.base(declaration, "");
                for (SyntaxNode declarator : declaration.fields("declarator")) {
                    TypeLowering.Declared declared = types.declare(base, declarator);
                    if (declared.name().equals(name)) {
                        return declared.type();
                    }
                }
            }
        }
        return new Type.Named("int");
    }

    /// Tells of the project's macros that were blanked in a function because they make the labels of a switch.
    private void tellBlanked(FileScope file, MacroBodies macros) {
        var prepared = node.tree().prepared();
        for (DialectFact fact : prepared.facts()) {
            boolean isOwn = fact.kind() == DialectFact.Kind.MACRO && node.span().contains(fact.span()) && !fact.arguments().isEmpty();
            if (isOwn
                    && (makesLabels(fact.name(), macros)
                            || fact.arguments().stream()
                                    .anyMatch(argument ->
                                            makesLabels(prepared.original().text(argument).strip(), macros)))) {
                file.problem(at.orElse(fact.span()), "what `" + fact.name() + "` makes here is not understood");
            }
        }
    }

    private static boolean makesLabels(String name, MacroBodies macros) {
        return macros.find(name).filter(macro -> macro.isFunctionLike() && macro.body().contains("case ")).isPresent();
    }
}
