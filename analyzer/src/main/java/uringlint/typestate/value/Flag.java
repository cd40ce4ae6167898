// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.value;

/// One flag of a word, as code tells it from the others. Flags are ordered by their texts.
public sealed interface Flag extends Comparable<Flag> {
    /// A flag by its own name: `IN_FLIGHT`.
    record Named(String name) implements Flag {
        @Override
        public boolean equals(Object other) {
            return other instanceof Named that && name.equals(that.name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /// A bit of which only the number is known.
    record Bit(int number) implements Flag {
        @Override
        public boolean equals(Object other) {
            return other instanceof Bit that && number == that.number;
        }

        @Override
        public int hashCode() {
            return number;
        }

        @Override
        public String toString() {
            return "bit " + number;
        }
    }

    /// The bit whose number has a name: `1 << BUSY`.
    record Shifted(String number) implements Flag {
        @Override
        public boolean equals(Object other) {
            return other instanceof Shifted that && number.equals(that.number);
        }

        @Override
        public int hashCode() {
            return number.hashCode() + 1;
        }

        @Override
        public String toString() {
            return "1<<" + number;
        }
    }

    @Override
    default int compareTo(Flag other) {
        return toString().compareTo(other.toString());
    }
}
