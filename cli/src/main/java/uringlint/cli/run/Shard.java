// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.run;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uringlint.cli.find.Driver;
import uringlint.cli.find.Selection;
import uringlint.source.SourceFile;

/// One of several parts of the work, of which each is done by a run of its own. What belongs to it is decided by names alone, so
/// that the order and the number of the others change nothing.
public record Shard(int index, int count) {
    /// All of the work.
    public static final Shard WHOLE = new Shard(1, 1);

    private static final Pattern TEXT = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

    public Shard {
        if (count < 1 || index < 1 || index > count) {
            throw new IllegalArgumentException("no shard: " + index + "/" + count);
        }
    }

    /// Reads `2/5`: the second one of five. Empty for any other text.
    public static Optional<Shard> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int index = Integer.parseInt(matcher.group(1));
        int count = Integer.parseInt(matcher.group(2));
        return index >= 1 && index <= count ? Optional.of(new Shard(index, count)) : Optional.empty();
    }

    /// Whether what has this name belongs to this part. Of the parts of one whole, exactly one says so.
    public boolean has(String name) {
        return count == 1 || place(name) == index;
    }

    /// What belongs to this part of a selection: drivers, by the first path of theirs, and paths that could not be read.
    public Selection of(Selection selection) {
        return new Selection(
                selection.drivers().stream().filter(driver -> has(name(driver))).toList(),
                selection.problems().stream().filter(problem -> has(problem.location().file().path())).toList());
    }

    /// The first path in the order of the alphabet: that of the arguments must not matter.
    private static String name(Driver driver) {
        return driver.files().stream().map(SourceFile::path).min(Comparator.naturalOrder()).orElseThrow();
    }

    /// Neighbors in a tree have names that are much alike; only a good hash spreads them evenly.
    private int place(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            long number = 0;
            for (int index = 0; index < Long.BYTES; index++) {
                number = number << 8 | hash[index] & 0xff;
            }
            return 1 + (int) Long.remainderUnsigned(number, count);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return index + "/" + count;
    }
}
