package uringlint.typestate;

import java.util.Map;

/// What is given up when a block has too many configurations: everything but the objects, where they are kept, and the small
/// constants that decide what a function returns.
final class Joining {
    /// The mark of a configuration of which something was forgotten.
    static final String LOSSY = "lossy";

    private Joining() {}

    /// Forgets facts about memory and about values of which no object depends; two configurations that differ only in those
    /// become equal.
    static void coarsen(Configuration configuration, Tracker tracker) {
        configuration.facts.entrySet().removeIf(entry -> !isParameter(entry.getKey()));
        configuration.store.entrySet().removeIf(entry ->
                entry.getKey().region() instanceof Location.Region.Pointee && !mentionsObject(entry, configuration));
        configuration.marks.clear();
        configuration.marks.add(LOSSY);
    }

    private static boolean isParameter(Value value) {
        return value instanceof Value.Unknown(var symbol) && symbol.origin() instanceof Symbol.Origin.Parameter;
    }

    private static boolean mentionsObject(Map.Entry<Location, Value> entry, Configuration configuration) {
        for (Symbol object : configuration.objects.keySet()) {
            if (Configuration.refersTo(entry.getValue(), object)
                    || entry.getKey().region() instanceof Location.Region.Pointee(var holder) && holder == object) {
                return true;
            }
        }
        for (Symbol fresh : configuration.fresh) {
            if (entry.getKey().region() instanceof Location.Region.Pointee(var holder) && holder == fresh) {
                return true;
            }
        }
        return false;
    }
}
