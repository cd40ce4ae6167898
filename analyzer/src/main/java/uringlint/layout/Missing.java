// SPDX-License-Identifier: Apache-2.0

package uringlint.layout;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import uringlint.callgraph.IrWalk;
import uringlint.callgraph.ProgramIndex;
import uringlint.ir.Expr;
import uringlint.ir.Type;
import uringlint.ir.TypeDeclaration;

/// The declarations that a program lacks to lay out some types.
public final class Missing {
    private static final int DEPTH = 12;

    private final ProgramIndex index;
    private final Set<Type> visited = new LinkedHashSet<>();
    private final Set<String> names = new LinkedHashSet<>();

    private Missing(ProgramIndex index) {
        this.index = index;
    }

    /// Tags with their keyword, names of typedefs and of constants.
    public static Set<String> of(Collection<Type> types, ProgramIndex index) {
        var missing = new Missing(index);
        types.forEach(type -> missing.visit(type, 0));
        return missing.names;
    }

    private void visit(Type type, int depth) {
        if (depth == DEPTH || !visited.add(type)) {
            return;
        }
        switch (type) {
            case Type.Tagged(var keyword, var tag) -> tagged(keyword, tag, depth);
            case Type.Named(var name) -> {
                Type target = index.resolve(type);
                if (!target.equals(type)) {
                    visit(target, depth + 1);
                } else if (KernelTypes.find(name, DataModel.LP64).isEmpty() && name.indexOf(' ') < 0) {
                    names.add(name);
                }
            }
            case Type.Array(var element, var length) -> {
                visit(element, depth + 1);
                constants(length, 0);
            }
            case Type.Pointer _, Type.Callable _, Type.Unknown _ -> {}
        }
    }

    private void tagged(Type.Keyword keyword, String tag, int depth) {
        String name = switch (keyword) {
            case STRUCT -> "struct " + tag;
            case UNION -> "union " + tag;
            case ENUM -> "enum " + tag;
        };
        if (keyword == Type.Keyword.ENUM ? index.enumeration(tag).isEmpty() : index.composite(tag).isEmpty()) {
            if (KernelTypes.find(name, DataModel.LP64).isEmpty() && tag.indexOf('<') < 0) {
                names.add(name);
            }
            return;
        }
        index.composite(tag).ifPresent(composite -> {
            for (TypeDeclaration.Member member : composite.members()) {
                visit(member.type(), depth + 1);
            }
        });
        index.enumeration(tag).ifPresent(enumeration -> enumeration.constants().forEach(constant -> constants(constant.value(), 0)));
    }

    private void constants(Expr value, int depth) {
        IrWalk.parts(value, part -> {
            if (part instanceof Expr.Symbol(var name) && depth < DEPTH) {
                if (index.definition(name).isPresent()) {
                    constants(index.definition(name).get(), depth + 1);
                } else if (name.chars().allMatch(c -> c == '_' || Character.isLetterOrDigit(c))) {
                    names.add(name);
                }
            }
        });
    }
}
