package uringlint.cli;

/// The exit codes of the program.
final class ExitCode {
    /// Nothing was found that is bad enough.
    static final int CLEAN = 0;
    /// There are findings at or above the severity of `--fail-on`.
    static final int FINDINGS = 1;
    /// The arguments make no sense.
    static final int USAGE = 2;
    /// Some input could not be read, or not be analyzed in full where that was asked for.
    static final int INCOMPLETE = 3;

    private ExitCode() {}
}
