// SPDX-License-Identifier: Apache-2.0

package uringlint.layout;

import java.util.Optional;
import java.util.OptionalLong;
import uringlint.ir.Type;
import uringlint.ir.TypeDeclaration;

/// The layout of one structure or union while its members are put down one by one, in bits.
final class Structure {
    private final boolean isUnion;
    private final Modifiers modifiers;
    private final Layouts layouts;
    private long next;
    private long end;
    private long alignment = 1;
    private boolean isUnclear;

    Structure(TypeDeclaration.Composite composite, Layouts layouts) {
        this.isUnion = composite.keyword() == Type.Keyword.UNION;
        this.modifiers = Modifiers.of(composite.attributes());
        this.layouts = layouts;
        this.isUnclear = modifiers.isUnclear();
    }

    /// Whether something about the members so far is not known.
    boolean isUnclear() {
        return isUnclear;
    }

    /// The offset of the next member, in bytes; empty for a bit-field and for what takes no room.
    OptionalLong add(TypeDeclaration.Member member) {
        if (isUnclear || declaresNothing(member)) {
            return OptionalLong.empty();
        }
        Modifiers own = Modifiers.of(member.attributes());
        OptionalLong asked = layouts.alignment(own);
        Optional<Layout> layout = layouts.of(member.type());
        if (layout.isEmpty() || own.isUnclear() || asked.isEmpty() || member.bits().isPresent() && !own.alignments().isEmpty()) {
            isUnclear = true;
            return OptionalLong.empty();
        }
        boolean isPacked = modifiers.isPacked() || own.isPacked();
        if (member.bits().isPresent()) {
            bitField(layout.get(), member.bits().getAsInt(), isPacked, member.name().isEmpty());
            return OptionalLong.empty();
        }
        long unit = Math.max(isPacked ? 1 : layout.get().alignment(), asked.getAsLong());
        long start = isUnion ? 0 : Layout.roundUp(next, unit * 8);
        take(start, layout.get().size() * 8, unit);
        return OptionalLong.of(start / 8);
    }

    /// `enum { A, B };` among members declares constants. `struct tag { ... };` declares a tag, or a member with GCC's extension for it.
    private boolean declaresNothing(TypeDeclaration.Member member) {
        if (!member.name().isEmpty() || member.bits().isPresent() || !(member.type() instanceof Type.Tagged(var keyword, var tag))) {
            return false;
        }
        if (keyword != Type.Keyword.ENUM && tag.indexOf('<') < 0) {
            isUnclear = true;
        }
        return keyword == Type.Keyword.ENUM || isUnclear;
    }

    /// A bit-field goes where the one before ends, unless it would then reach over more units of its type than it has to.
    private void bitField(Layout type, int width, boolean isPacked, boolean isUnnamed) {
        long start = isUnion ? 0 : next;
        long unit = type.alignment() * 8L;
        if (width == 0) {
            next = isUnion ? 0 : Layout.roundUp(next, unit);
            end = Math.max(end, next);
            return;
        }
        boolean isSpread = (start % unit + width + unit - 1) / unit > type.size() * 8 / unit;
        if (!isPacked && isSpread) {
            start = Layout.roundUp(start, unit);
        }
        take(start, width, isPacked || isUnnamed ? 1 : type.alignment());
    }

    private void take(long start, long bits, long unit) {
        next = start + bits;
        end = Math.max(end, next);
        alignment = Math.max(alignment, unit);
    }

    /// The whole, after its last member.
    Optional<Layout> finish() {
        OptionalLong asked = layouts.alignment(modifiers);
        if (isUnclear || asked.isEmpty()) {
            return Optional.empty();
        }
        long unit = Math.max(alignment, asked.getAsLong());
        return Optional.of(new Layout(Layout.roundUp(Layout.roundUp(end, 8) / 8, unit), (int) unit));
    }
}
