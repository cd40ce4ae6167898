// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import uringlint.cli.find.Driver;
import uringlint.cli.find.Selection;
import uringlint.source.Problem;
import uringlint.source.SourceFile;

/// One of several parts of the work, of which each is done by a run of its own. What belongs to it follows from the
/// names and sizes of what there is to do, so that runs that know nothing of each other agree.
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

    /// The share of a list that belongs to this part. Shares are of neighbors, since what is known of one often serves the next, and
    /// weigh about the same. Of the parts of one whole, each item belongs to exactly one.
    public <T> List<T> of(List<T> items, ToLongFunction<T> weight) {
        if (count == 1) {
            return items;
        }
        long[] weights = items.stream().mapToLong(item -> Math.max(1, weight.applyAsLong(item))).toArray();
        double whole = LongStream.of(weights).sum();
        var own = new ArrayList<T>();
        long before = 0;
        for (int at = 0; at < weights.length; at++) {
            double middle = before + weights[at] / 2.0;
            if ((int) (middle / whole * count) + 1 == index) {
                own.add(items.get(at));
            }
            before += weights[at];
        }
        return own;
    }

    /// What belongs to this part of a selection: drivers, by the size of their files, and paths that could not be read.
    public Selection of(Selection selection) {
        // The order of the arguments must not matter.
        List<Driver> sorted = selection.drivers().stream().sorted(Comparator.comparing(Shard::name)).toList();
        Set<Driver> own = Collections.newSetFromMap(new IdentityHashMap<>());
        own.addAll(of(sorted, driver -> driver.files().stream().mapToLong(file -> file.bytes().length).sum()));
        List<Problem> problems =
                selection.problems().stream().sorted(Comparator.comparing(problem -> problem.location().file().path())).toList();
        List<Problem> ownProblems = of(problems, _ -> 1);
        return new Selection(
                selection.drivers().stream().filter(own::contains).toList(),
                selection.problems().stream().filter(ownProblems::contains).toList());
    }

    /// The first path in the order of the alphabet.
    private static String name(Driver driver) {
        return driver.files().stream().map(SourceFile::path).min(Comparator.naturalOrder()).orElseThrow();
    }

    @Override
    public String toString() {
        return index + "/" + count;
    }
}
