// SPDX-License-Identifier: Apache-2.0

package uringlint.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import uringlint.Analyzer;
import uringlint.diagnostic.Coverage;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Fix;
import uringlint.load.Loaded;
import uringlint.rule.AnalyzedProgram;
import uringlint.rules.model.EraDetection;
import uringlint.rules.model.OutsideCalls;
import uringlint.rules.model.OwnFunctions;
import uringlint.rules.model.Releases;
import uringlint.rules.model.UringApi;
import uringlint.source.Problem;
import uringlint.typestate.protocol.Role;
import uringlint.version.KernelVersion;
import uringlint.version.Target;

/// A driver analyzed for several releases: once for each that makes a difference, by the API or by conditions in the code.
///
/// @param eras the analyses, from the oldest to the newest
/// @param reports what the rules report, each with the releases it holds for where these are not all
public record Eras(List<Era> eras, List<Diagnostic> reports, List<Problem> problems) {
    public Eras {
        eras = List.copyOf(eras);
        reports = List.copyOf(reports);
        problems = List.copyOf(problems);
    }

    /// Releases between which the engine sees no difference, and what it found for them under the model of the newest.
    public record Era(List<KernelVersion> releases, AnalyzedProgram program) {
        public Era {
            releases = List.copyOf(releases);
        }
    }

    /// How much was followed. An entry point that is not followed for one of the releases is not followed.
    public Coverage coverage() {
        var all = new HashSet<List<Object>>();
        var partly = new HashSet<List<Object>>();
        for (Era era : eras) {
            era.program().roles().forEach(role -> all.add(name(role)));
            era.program().unfollowed().forEach(role -> partly.add(name(role)));
        }
        return new Coverage(all.size(), partly.size());
    }

    private static List<Object> name(Role role) {
        return List.of(role.function().file().path(), role.function().name(), role.kind());
    }

    /// The releases to analyze a driver for when nobody names one. Code with conditions on the version is for all kernels from the one
    /// before the oldest that they name up to the newest that its API fits; any other code is for one.
    public static List<KernelVersion> detect(Loaded loaded, Function<Target, Loaded> load) {
        return detect(loaded, load, Releases.NEWEST);
    }

    /// The same for a driver that cannot be for a newer release than `newest`.
    public static List<KernelVersion> detect(Loaded loaded, Function<Target, Loaded> load, KernelVersion newest) {
        List<KernelVersion> named = Releases.named(loaded.read());
        if (named.isEmpty()) {
            return List.of(EraDetection.detect(loaded.program(), newest));
        }
        KernelVersion first = Releases.before(named.getFirst()).orElse(Releases.OLDEST);
        KernelVersion last = EraDetection.detect(load.apply(target(newest)).program(), newest);
        return Releases.between(first, last.compareTo(named.getLast()) > 0 ? last : named.getLast());
    }

    /// Analyzes a driver for releases, sorted. `loaded` is the driver for any version, and `load` loads it for one.
    public static Eras analyze(Loaded loaded, Function<Target, Loaded> load, List<KernelVersion> releases) {
        return analyze(loaded, load, releases, OwnFunctions.NONE);
    }

    /// Analyzes a driver of a tree with functions of its own.
    public static Eras analyze(Loaded loaded, Function<Target, Loaded> load, List<KernelVersion> releases, OwnFunctions own) {
        var eras = new ArrayList<Era>();
        var problems = new LinkedHashSet<Problem>();
        var outside = new OutsideCalls(loaded.program());
        boolean asksForVersion = asksForVersion(loaded, releases);
        for (int first = 0; first < releases.size(); ) {
            int end = first + 1;
            while (end < releases.size() && isSame(loaded, outside, asksForVersion, releases.get(first), releases.get(end))) {
                end++;
            }
            KernelVersion newest = releases.get(end - 1);
            Loaded here = asksForVersion ? load.apply(target(newest)) : loaded;
            AnalyzedProgram program = Analyzer.analyze(here, UringApi.model(newest, own));
            eras.add(new Era(releases.subList(first, end), program));
            problems.addAll(program.problems());
            first = end;
        }
        return new Eras(eras, reports(eras, releases, own), List.copyOf(problems));
    }

    /// Whether the code of a driver is another one for some of the releases.
    public static boolean asksForVersion(Loaded loaded, List<KernelVersion> releases) {
        return !same(loaded.arms(Target.ANY), loaded.arms(target(releases.getLast())))
                || !same(loaded.arms(Target.ANY), loaded.arms(target(releases.getFirst())));
    }

    private static Target target(KernelVersion version) {
        return new Target.Release(new KernelVersion(version.major(), version.minor()));
    }

    private static boolean isSame(Loaded loaded, OutsideCalls outside, boolean asksForVersion, KernelVersion one, KernelVersion other) {
        return UringApi.isSame(one, other) && outside.areSame(one, other)
                && (!asksForVersion || same(loaded.arms(target(one)), loaded.arms(target(other))));
    }

    private static boolean same(List<byte[]> one, List<byte[]> other) {
        for (int index = 0; index < one.size(); index++) {
            if (!Arrays.equals(one.get(index), other.get(index))) {
                return false;
            }
        }
        return true;
    }

    /// What makes reports for two releases the same one.
    private record Key(String rule, String path, int start, int end, String function, String message, int cause) {
        static Key of(Diagnostic report) {
            var location = report.location();
            return new Key(report.rule(), location.file().path(), location.span().start(), location.span().end(), report.function(),
                    report.message(), report.cause().span().start());
        }
    }

    /// Rules are quick, and ask for the version themselves: they are run for every release.
    private static List<Diagnostic> reports(List<Era> eras, List<KernelVersion> releases, OwnFunctions own) {
        Map<Key, Diagnostic> newest = new LinkedHashMap<>();
        Map<Key, BitSet> found = new LinkedHashMap<>();
        Map<Key, List<List<Fix>>> fixes = new LinkedHashMap<>();
        int index = 0;
        for (Era era : eras) {
            for (KernelVersion release : era.releases()) {
                for (Diagnostic report : Rules.check(era.program().with(UringApi.model(release, own)))) {
                    Key key = Key.of(report);
                    newest.put(key, report);
                    found.computeIfAbsent(key, _ -> new BitSet()).set(index);
                    fixes.computeIfAbsent(key, _ -> new ArrayList<>()).add(report.fixes());
                }
                index++;
            }
        }
        var reports = new ArrayList<Diagnostic>();
        newest.forEach((key, report) -> {
            String kernels = Releases.text(releases, found.get(key));
            // A change that is right for some releases only is not certain.
            boolean isCertain = kernels.isEmpty() && fixes.get(key).stream().map(Eras::shape).distinct().count() == 1;
            reports.add((isCertain ? report : report.withFixes(List.of())).withKernels(kernels));
        });
        return told(reports);
    }

    /// Of reports that say the same of one place, all but the first say what makes them different.
    private static List<Diagnostic> told(List<Diagnostic> reports) {
        var said = new HashSet<Key>();
        return reports.stream().map(report -> {
            boolean isFirst = said.add(Key.of(report.withCause(report.location())));
            return isFirst ? report : report.withMessage("%s (by line %d too)".formatted(report.message(), report.cause().line()));
        }).toList();
    }

    /// What fixes do, without the files that were read again for another release.
    private static List<String> shape(List<Fix> fixes) {
        var shape = new ArrayList<String>();
        for (Fix fix : fixes) {
            shape.add(fix.title());
            fix.edits().forEach(edit -> shape.add(edit.location().file().path() + edit.location().span() + edit.replacement()));
        }
        return shape;
    }
}
