// SPDX-License-Identifier: Apache-2.0

package uringlint.layout;

/// The sizes of `long` and of pointers.
///
/// `ILP32` stands for 32-bit machines on which 64-bit integers are aligned to 8 bytes, as on Arm, MIPS and PowerPC. On x86 they are
/// aligned to 4 there, so a structure that is misplaced by this model may be in order on such a machine.
public enum DataModel {
    LP64(8),
    ILP32(4);

    private final int word;

    DataModel(int word) {
        this.word = word;
    }

    /// The bytes of a pointer and of a `long`.
    public int word() {
        return word;
    }
}
