// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.observe;

import uringlint.typestate.value.MemoryLocation;

/// Where an object is kept, in the words of the source; `field` is the last field on the way, or the variable where there is none.
public record Kept(String text, String field) {
    public static Kept at(MemoryLocation location) {
        String field = location.lastField();
        return new Kept(
                location.toString(),
                field.isEmpty() && location.region() instanceof MemoryLocation.Region.Global(var name) ? name : field);
    }
}
