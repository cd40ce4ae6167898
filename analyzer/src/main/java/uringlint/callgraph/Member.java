// SPDX-License-Identifier: Apache-2.0

package uringlint.callgraph;

/// A member of a structure, by the tag of the structure and its own name. The tag is empty where it is not known.
public record Member(String owner, String name) {
    /// What stands for every structure.
    public static final String ANY = "*";

    /// A member from its spelling `tag.name`, or `*.name` for that of any structure.
    public static Member parse(String text) {
        int dot = text.indexOf('.');
        return new Member(text.substring(0, dot), text.substring(dot + 1));
    }

    /// The same member of any structure.
    public Member ofAny() {
        return new Member(ANY, name);
    }
}
