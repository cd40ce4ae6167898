// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.abstraction;

import java.util.List;
import java.util.stream.IntStream;
import uringlint.ir.Function;
import uringlint.ir.Signature;
import uringlint.ir.Type;
import uringlint.rule.AnalyzedProgram;
import uringlint.rules.model.UringApi;
import uringlint.rules.report.Handle;
import uringlint.rules.report.Handles;
import uringlint.rules.report.SpelledType;

/// What functions take and give that is a command, or stands for one.
final class Surface {
    private Surface() {}

    /// The parameters that are raw pointers to commands.
    static List<Integer> rawCommands(Function function, AnalyzedProgram program) {
        List<String> spelled = function.signature().parameters();
        return IntStream.range(0, Math.min(spelled.size(), function.parameters().size())).boxed()
                .filter(at -> Handle.isPointer(function.parameters().get(at).type(), program) && SpelledType.of(spelled.get(at)).isRaw())
                .toList();
    }

    /// Whether a type is a pointer to a command or to an SQE, whatever it is called.
    static boolean isShared(Type type, AnalyzedProgram program) {
        return Handle.isPointer(type, program) || program.index().isPointerTo(type, UringApi.SQE_TYPE);
    }

    /// Whether a function gives a handle, or a reference to one, or what is one if nothing failed.
    static boolean givesHandle(Signature signature, Handles handles) {
        SpelledType result = SpelledType.of(signature.result());
        return handles.has(signature.owner()) && result.mentions("Self")
                || handles.byName().keySet().stream().anyMatch(result::mentions);
    }

    /// How a function is called in messages.
    static String name(String function) {
        return function.substring(function.lastIndexOf(':') + 1) + "()";
    }
}
