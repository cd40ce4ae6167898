package uringlint.rules.ownership;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import uringlint.ir.Function;
import uringlint.ir.Signature;
import uringlint.ir.TranslationUnit;
import uringlint.ir.Type;
import uringlint.ir.TypeDeclaration;
import uringlint.rule.AnalyzedProgram;
import uringlint.rules.report.Origins;
import uringlint.source.Location;

/// A type that stands for a command: it holds a pointer to one, or is one, and nothing else but numbers.
///
/// @param isObject whether it is the command itself and no pointer
/// @param methods the functions that are declared for it, those of traits among them
record Handle(TypeDeclaration.Composite declaration, TranslationUnit unit, boolean isObject, List<Function> methods, List<Function> last) {
    /// What may hold a command, and be empty: whoever has it has a place for commands.
    private static final Set<String> SLOTS = Set.of("Option", "Mutex", "SpinLock", "Cell", "RefCell", "LockedBy");

    Handle {
        methods = List.copyOf(methods);
        last = List.copyOf(last);
    }

    /// The handles of a program by their names.
    static Map<String, Handle> in(AnalyzedProgram program, Origins origins) {
        var handles = new LinkedHashMap<String, Handle>();
        for (TranslationUnit unit : program.index().program().units()) {
            for (TypeDeclaration declaration : unit.types()) {
                if (declaration instanceof TypeDeclaration.Composite composite && isHandle(composite, program)) {
                    List<Function> methods = program.index().functions().stream().filter(function -> function.signature().owner().equals(composite.name())).toList();
                    var last = new ArrayList<Function>();
                    methods.stream().filter(method -> takesItself(method) && origins.completed(method).contains(0)).forEach(last::add);
                    handles.putIfAbsent(composite.name(), new Handle(composite, unit, isObject(composite, program), methods, last));
                }
            }
        }
        return handles;
    }

    private static boolean takesItself(Function method) {
        return method.signature().receiver() != Signature.Receiver.NONE;
    }

    private static boolean isHandle(TypeDeclaration.Composite composite, AnalyzedProgram program) {
        int commands = 0;
        for (TypeDeclaration.Member member : composite.members()) {
            if (member.attributes().stream().anyMatch(SLOTS::contains)) {
                return false;
            }
            if (isCommand(member.type(), program) || isPointer(member.type(), program)) {
                commands++;
            } else if (!isNumber(member.type())) {
                return false;
            }
        }
        return commands == 1 && composite.keyword() == Type.Keyword.STRUCT;
    }

    private static boolean isObject(TypeDeclaration.Composite composite, AnalyzedProgram program) {
        return composite.members().stream().anyMatch(member -> isCommand(member.type(), program));
    }

    private static boolean isCommand(Type type, AnalyzedProgram program) {
        return type instanceof Type.Tagged(_, var tag) && tag.equals(program.model().objectType());
    }

    private static boolean isPointer(Type type, AnalyzedProgram program) {
        return type instanceof Type.Pointer(var target) && isCommand(target, program);
    }

    private static boolean isNumber(Type type) {
        return switch (type) {
            case Type.Named _ -> true;
            case Type.Tagged(var keyword, var tag) -> keyword == Type.Keyword.ENUM || tag.startsWith("Phantom") || tag.equals("NotThreadSafe");
            case Type.Pointer _, Type.Array _, Type.Callable _, Type.Unknown _ -> false;
        };
    }

    /// Whether a method that is called once gives the command up: only one owner may have it.
    boolean isOwning() {
        return last.stream().anyMatch(method -> method.signature().receiver() == Signature.Receiver.VALUE);
    }

    String name() {
        return declaration.name();
    }

    Location place() {
        return new Location(unit.file(), declaration.span());
    }
}
