// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

/// The version of the program.
final class Version {
    private Version() {}

    /// As the package has it.
    static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }
}
