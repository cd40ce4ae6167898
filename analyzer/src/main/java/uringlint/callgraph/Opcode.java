// SPDX-License-Identifier: Apache-2.0

package uringlint.callgraph;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import uringlint.ir.Expr;

/// The numbers of commands that `_IOR('u', 2, struct x)` and its kin make, and the fields of such numbers
/// (`include/uapi/asm-generic/ioctl.h`).
public final class Opcode {
    private static final Set<String> MAKERS = Set.of("_IO", "_IOR", "_IOW", "_IOWR", "_IOC");
    private static final int FIELD = 0xff;
    private static final int TYPE_SHIFT = 8;

    private Opcode() {}

    /// Whether an operator gives a field that does not depend on the size of anything.
    public static boolean isField(String operator) {
        return operator.equals("_IOC_NR") || operator.equals("_IOC_TYPE");
    }

    /// The field of a number.
    public static OptionalLong field(String operator, long number) {
        return isField(operator)
                ? OptionalLong.of((operator.equals("_IOC_NR") ? number : number >> TYPE_SHIFT) & FIELD)
                : OptionalLong.empty();
    }

    /// The expression for a field of a number that is made of its fields; none for any other one.
    static List<Expr> field(String operator, Expr made) {
        if (!isField(operator) || !(made instanceof Expr.Apply(var maker, var operands)) || !MAKERS.contains(maker)) {
            return List.of();
        }
        int at = (maker.equals("_IOC") ? 1 : 0) + (operator.equals("_IOC_NR") ? 1 : 0);
        return at < operands.size() ? List.of(operands.get(at)) : List.of();
    }
}
