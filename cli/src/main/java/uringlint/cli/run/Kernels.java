package uringlint.cli.run;

import java.util.List;
import java.util.Optional;
import uringlint.rules.model.KernelVersion;

/// The kernel versions for which the user asked: one, or the two ends of a range.
public record Kernels(List<KernelVersion> ends) {
    public Kernels {
        ends = List.copyOf(ends);
    }

    /// Reads `6.12` or `6.1..7.3`; empty for any other text.
    public static Optional<Kernels> parse(String text) {
        int dots = text.indexOf("..");
        if (dots < 0) {
            return KernelVersion.parse(text).map(version -> new Kernels(List.of(version)));
        }
        Optional<KernelVersion> first = KernelVersion.parse(text.substring(0, dots));
        Optional<KernelVersion> last = KernelVersion.parse(text.substring(dots + 2));
        if (first.isEmpty() || last.isEmpty() || first.get().compareTo(last.get()) > 0) {
            return Optional.empty();
        }
        return Optional.of(first.equals(last) ? new Kernels(List.of(first.get())) : new Kernels(List.of(first.get(), last.get())));
    }

    @Override
    public String toString() {
        return ends.size() == 1 ? ends.getFirst().toString() : ends.getFirst() + ".." + ends.getLast();
    }
}
