// SPDX-License-Identifier: Apache-2.0

package uringlint.ir.text;

import uringlint.ir.Function;
import uringlint.ir.TranslationUnit;
import uringlint.source.SourceFile;

/// The text form of the IR.
///
/// ```
/// fn static int widget_start(cmd: struct widget_cmd *, flags: unsigned int) {
///   local ret: int
/// b0:
///   ret = call widget_queue(cmd, &cmd->file, 3)
///   branch ret != 0 ? b1 : b2
/// b1:
///   %1 = call `container_of`(cmd, `struct widget`, cmd)
///   drop lock "guard:mutex"
///   return ret
/// b2:
///   return -EAGAIN
/// }
/// ```
///
/// - Types: C's, except that an array is `int[4]`, a function `fn(int, char *) -> int` (in parentheses before a `*`), and `?` is
///   not known.
/// - Places: `p.*` for what `p` points to, `p->f` for `p.*.f`, `a[i]`; `p[i]` of C is `p.*[i]`.
/// - A name is a variable where it is a parameter, declared by `local`, `global` or `temp`, or starts with `%`; every other name is a
///   symbol. What is no plain name stands between back quotes.
/// - Values: `&place`, binary operators in parentheses unless outermost, `f(x)` for an operator with a name,
///   `cast<type>(x)`, `aggregate<type>{.a = 1, 2}`, `is<Variant>(x)`, `()` for none,
///   `symbol<x>` for a symbol with the name of a variable.
/// - `@3..7` behind an instruction is its span; without one it is the line.
public final class IrText {
    private IrText() {}

    /// The text of a function.
    public static String print(Function function) {
        return IrPrinter.plain().function(function);
    }

    /// The text of a function with a span behind each instruction.
    public static String printWithSpans(Function function) {
        return IrPrinter.withSpans().function(function);
    }

    /// The text of a unit.
    public static String print(TranslationUnit unit) {
        return IrPrinter.plain().unit(unit);
    }

    /// The function that a text is. Spans that it does not give are those of the lines of `file`, which usually holds the text.
    ///
    /// @throws IllegalArgumentException where the text has another form
    public static Function parseFunction(String text, SourceFile file) {
        TranslationUnit unit = parseUnit(text, file);
        if (unit.functions().size() != 1) {
            throw new IllegalArgumentException("one function was expected, not " + unit.functions().size());
        }
        return unit.functions().getFirst();
    }

    /// The unit that a text is: functions, and the lines that `print` writes for the other parts.
    ///
    /// @throws IllegalArgumentException where the text has another form
    public static TranslationUnit parseUnit(String text, SourceFile file) {
        return new IrParser(text, file).unit();
    }
}
