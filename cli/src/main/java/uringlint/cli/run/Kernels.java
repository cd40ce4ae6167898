// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.run;

import java.util.Optional;
import uringlint.rules.model.Releases;
import uringlint.version.KernelVersion;

/// The kernel versions for which the user asked, from the first to the last one.
public record Kernels(KernelVersion first, KernelVersion last) {
    /// Reads `6.12`, `v6.12-rc1` or `6.1..7.3`; empty for any other text.
    public static Optional<Kernels> parse(String text) {
        int dots = text.indexOf("..");
        if (dots < 0) {
            return KernelVersion.parse(text).map(version -> new Kernels(version, version));
        }
        Optional<KernelVersion> first = KernelVersion.parse(text.substring(0, dots));
        Optional<KernelVersion> last = KernelVersion.parse(text.substring(dots + 2));
        boolean isRange = first.isPresent() && last.isPresent() && first.get().compareTo(last.get()) <= 0;
        return isRange ? Optional.of(new Kernels(first.get(), last.get())) : Optional.empty();
    }

    /// One kernel.
    public static Kernels only(KernelVersion version) {
        return new Kernels(version, version);
    }

    /// Why what is said for these versions would be guessed; empty where the API of all of them is known.
    public Optional<String> unknown() {
        if (first.compareTo(Releases.OLDEST) < 0) {
            return Optional.of("kernel " + first + " has no commands: " + Releases.OLDEST + " brought them");
        }
        return last.compareTo(Releases.NEWEST) > 0
                ? Optional.of("what kernel " + last + " does with commands is not known: " + Releases.NEWEST + " is the newest that is")
                : Optional.empty();
    }

    @Override
    public String toString() {
        return first.equals(last) ? first.toString() : first + ".." + last;
    }
}
