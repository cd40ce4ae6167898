// SPDX-License-Identifier: Apache-2.0

package uringlint.ir;

import java.util.List;

/// Instructions that run one after the other, and the way out of them.
public record BasicBlock(BlockId id, List<Instruction> instructions, Terminator terminator) {
    public BasicBlock {
        instructions = List.copyOf(instructions);
    }
}
