package uringlint.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The entry point of the program.
@Command(name = "uringlint", mixinStandardHelpOptions = true, version = "uringlint 0.1.0")
public final class Main implements Callable<Integer> {
    private Main() {}

    @Override
    public Integer call() {
        return 0;
    }

    /// Runs the program and exits with its code.
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }
}
