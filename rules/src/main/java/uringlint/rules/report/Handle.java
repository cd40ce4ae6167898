// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import uringlint.ir.Function;
import uringlint.ir.Signature;
import uringlint.ir.Signature.Receiver;
import uringlint.ir.TranslationUnit;
import uringlint.ir.Type;
import uringlint.ir.TypeDeclaration;
import uringlint.rule.AnalyzedProgram;
import uringlint.source.Location;

/// A type that stands for a command: it holds a pointer to one, or is one, and nothing else but numbers.
///
/// @param isObject whether it is the command itself and no pointer
/// @param methods the functions that are declared for it, those of traits among them
/// @param ends the functions that complete its command or hand it on, and take it by value
/// @param isOwning whether giving it away gives the command away: it is ended by value, or made one that is, or answered for
public record Handle(TypeDeclaration.Composite declaration, TranslationUnit unit, boolean isObject, List<Function> methods,
        List<Function> ends, boolean isOwning) {
    /// What may hold a command, and be empty: whoever has it has a place for commands.
    private static final Set<String> SLOTS = Set.of("Option", "Mutex", "SpinLock", "Cell", "RefCell", "LockedBy", "AtomicPtr", "Atomic");

    public Handle {
        methods = List.copyOf(methods);
        ends = List.copyOf(ends);
    }

    /// The handles of a program by their names.
    public static Map<String, Handle> in(AnalyzedProgram program, Origins origins) {
        var found = new LinkedHashMap<String, Handle>();
        for (TranslationUnit unit : program.index().program().units()) {
            for (TypeDeclaration declaration : unit.types()) {
                if (declaration instanceof TypeDeclaration.Composite composite && isHandle(composite, program)) {
                    List<Function> methods = program.index().functions().stream()
                            .filter(function -> function.signature().owner().equals(composite.name())).toList();
                    List<Function> ends = ends(composite.name(), program, origins);
                    found.putIfAbsent(composite.name(),
                            new Handle(composite, unit, isObject(composite, program), methods, ends, !ends.isEmpty()));
                }
            }
        }
        var handles = new LinkedHashMap<String, Handle>();
        found.forEach((name, handle) -> handles.put(name, handle.isOwning || !leadsOn(handle, found, program) ? handle
                : new Handle(handle.declaration, handle.unit, handle.isObject, handle.methods, handle.ends, true)));
        return handles;
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

    /// Whether a type is a command, in its place.
    public static boolean isCommand(Type type, AnalyzedProgram program) {
        return type instanceof Type.Tagged(_, var tag) && tag.equals(program.model().objectType());
    }

    /// Whether a type is a pointer to a command.
    public static boolean isPointer(Type type, AnalyzedProgram program) {
        return type instanceof Type.Pointer(var target) && isCommand(target, program);
    }

    private static boolean isNumber(Type type) {
        return switch (type) {
            case Type.Named _ -> true;
            case Type.Tagged(var keyword, var tag) -> keyword == Type.Keyword.ENUM || tag.startsWith("Phantom")
                    || tag.equals("NotThreadSafe");
            case Type.Pointer _, Type.Array _, Type.Callable _, Type.Unknown _ -> false;
        };
    }

    /// The functions that give up a command and take its handle by value.
    private static List<Function> ends(String name, AnalyzedProgram program, Origins origins) {
        var ends = new ArrayList<Function>();
        for (Function function : program.index().functions()) {
            Signature signature = function.signature();
            for (int index : signature.isTold() ? origins.completed(function) : Set.<Integer>of()) {
                boolean isReceiver = index == 0 && signature.owner().equals(name) && signature.receiver() == Receiver.VALUE;
                boolean isArgument = index < signature.parameters().size() && SpelledType.of(signature.parameters().get(index)).holds(name);
                if (isReceiver || isArgument) {
                    ends.add(function);
                    break;
                }
            }
        }
        return ends;
    }

    /// Whether a handle can be turned into one that is ended, or into an answer.
    private static boolean leadsOn(Handle handle, Map<String, Handle> all, AnalyzedProgram program) {
        for (Function method : handle.methods) {
            SpelledType result = SpelledType.of(method.signature().result());
            boolean isTaken = method.signature().receiver() == Receiver.VALUE;
            boolean isNext = all.values().stream().anyMatch(other -> other != handle && other.isOwning && result.holds(other.name()));
            if (isTaken && (isNext || answers(program).stream().anyMatch(result::holds))) {
                return true;
            }
        }
        return false;
    }

    /// The types by which a handler answers for a command.
    public static Set<String> answers(AnalyzedProgram program) {
        var names = new LinkedHashSet<String>();
        for (TranslationUnit unit : program.index().program().units()) {
            for (TypeDeclaration type : unit.types()) {
                boolean isAnswer = type instanceof TypeDeclaration.Enumeration enumeration
                        && enumeration.constants().stream()
                        .anyMatch(constant -> program.model().queuedVariants().contains(constant.name()));
                if (isAnswer) {
                    names.add(type.name());
                }
            }
        }
        return names;
    }

    public String name() {
        return declaration.name();
    }

    public Location place() {
        return new Location(unit.file(), declaration.span());
    }
}
