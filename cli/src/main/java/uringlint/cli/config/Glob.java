// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.config;

/// A pattern for paths: `*` is anything but `/`, `**` anything, `?` one character but `/`. What matches a folder matches all below it.
///
/// All places of the pattern that a path can have reached are followed side by side, so that the cost is the length of the one
/// times the length of the other, whatever stands in them.
public final class Glob {
    /// What stands at a place of the pattern.
    private enum Part {
        CHARACTER,
        ONE,
        SOME,
        ANYTHING,
        /// Nothing, or anything that ends in `/`.
        FOLDERS,
        /// The middle of that.
        WITHIN_FOLDERS
    }

    private final String text;
    private final Part[] parts;

    /// The pattern of a text.
    public Glob(String pattern) {
        String own = pattern.startsWith("./") ? pattern.substring(2) : pattern;
        int end = own.length();
        while (end > 0 && own.charAt(end - 1) == '/') {
            end--;
        }
        text = own.substring(0, end);
        parts = new Part[end];
        for (int place = 0; place < end; place++) {
            parts[place] = text.charAt(place) == '*' ? Part.SOME : text.charAt(place) == '?' ? Part.ONE : Part.CHARACTER;
            if (text.startsWith("**/", place)) {
                parts[place++] = Part.FOLDERS;
                parts[place++] = Part.WITHIN_FOLDERS;
                parts[place] = Part.CHARACTER;
            } else if (text.startsWith("**", place)) {
                parts[place++] = Part.ANYTHING;
                parts[place] = Part.CHARACTER;
            }
        }
    }

    /// Whether a path, or a folder above it, is covered.
    public boolean matches(String path) {
        boolean[] reached = new boolean[text.length() + 1];
        reached[0] = true;
        pass(reached);
        for (int at = 0; at < path.length(); at++) {
            char character = path.charAt(at);
            if (character == '/' && reached[text.length()]) {
                return true;
            }
            boolean[] next = new boolean[reached.length];
            boolean isAlive = false;
            for (int place = 0; place < text.length(); place++) {
                if (reached[place]) {
                    step(place, character, next);
                }
            }
            pass(next);
            for (boolean isReached : next) {
                isAlive |= isReached;
            }
            if (!isAlive) {
                return false;
            }
            reached = next;
        }
        return reached[text.length()];
    }

    /// Where a character leads from a place.
    private void step(int place, char character, boolean[] next) {
        switch (parts[place]) {
            case FOLDERS -> {
                next[place + 1] = true;
                next[place + 3] |= character == '/';
            }
            case WITHIN_FOLDERS -> {
                next[place] = true;
                next[place + 2] |= character == '/';
            }
            case ANYTHING -> next[place] = true;
            case SOME -> next[place] |= character != '/';
            case ONE -> next[place + 1] |= character != '/';
            case CHARACTER -> next[place + 1] |= character == text.charAt(place);
        }
    }

    /// Adds the places that are reached without a character: those behind stars.
    private void pass(boolean[] reached) {
        for (int place = 0; place < text.length(); place++) {
            if (reached[place]) {
                switch (parts[place]) {
                    case FOLDERS -> reached[place + 3] = true;
                    case ANYTHING -> reached[place + 2] = true;
                    case SOME -> reached[place + 1] = true;
                    case WITHIN_FOLDERS, ONE, CHARACTER -> {}
                }
            }
        }
    }
}
