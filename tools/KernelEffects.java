// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import uringlint.effects.EffectFinder;
import uringlint.ir.Function;
import uringlint.ir.Prototype;
import uringlint.load.Front;
import uringlint.lower.Lowered;
import uringlint.lower.Macros;
import uringlint.rules.model.EffectTable;
import uringlint.rules.model.UringApi;
import uringlint.source.SourceFile;
import uringlint.typestate.protocol.Effect;
import uringlint.version.KernelVersion;

/// Makes the table of what kernel functions do, out of the sources of kernels of several releases, the oldest first:
///
/// java -Xmx12g -cp cli/target/uringlint.jar tools/KernelEffects.java 6.1=path/to/linux-6.1 7.3=path/to/linux-7.3 >
/// rules/src/main/resources/uringlint/rules/model/kernel-effects.txt
///
/// Functions are in it that a header declares or defines, but for the headers that one driver keeps for itself. Nothing is built
/// or run, and nothing but the output is written.
final class KernelEffects {
    private static final Set<String> LEFT_OUT =
            Set.of("tools", "samples", "scripts", "Documentation", "sound", "usr", "certs", "rust");

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var releases = new TreeMap<KernelVersion, Map<String, Effect.Api>>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals < 0) {
                System.err.println("usage: KernelEffects.java RELEASE=FOLDER ...");
                System.exit(2);
            }
            KernelVersion version = KernelVersion.parse(argument.substring(0, equals)).orElseThrow();
            long start = System.nanoTime();
            releases.put(version, effects(Path.of(argument.substring(equals + 1)), version));
            System.err.printf(
                    "%s: %d functions, %d s%n",
                    version, releases.get(version).size(), (System.nanoTime() - start) / 1_000_000_000);
        }
        System.out.print(EffectTable.text(releases));
    }

    private static Map<String, Effect.Api> effects(Path tree, KernelVersion version) throws IOException, InterruptedException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(tree)) {
            files = all.filter(path -> isCode(tree.relativize(path)) && Files.isRegularFile(path)).sorted().toList();
        }
        var finder = new EffectFinder(UringApi.model(version));
        var declared = new HashSet<String>();
        var pending = new ConcurrentLinkedQueue<>(files);
        var threads = new ArrayList<Thread>();
        for (int number = 0; number < Runtime.getRuntime().availableProcessors(); number++) {
            threads.add(Thread.ofPlatform().stackSize(256 << 20).start(() -> {
                for (Path path = pending.poll(); path != null; path = pending.poll()) {
                    add(path, tree.relativize(path).toString(), finder, declared);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        var found = new TreeMap<>(finder.find());
        found.keySet().retainAll(declared);
        return found;
    }

    private static boolean isCode(Path path) {
        String name = path.toString();
        boolean isOther = path.getName(0).toString().equals("arch")
                && path.getNameCount() > 1
                && !path.getName(1).toString().equals("x86");
        return (name.endsWith(".c") || name.endsWith(".h"))
                && !LEFT_OUT.contains(path.getName(0).toString())
                && !isOther
                && !name.contains("/selftest")
                && !name.contains("kunit");
    }

    private static void add(Path path, String name, EffectFinder finder, Set<String> declared) {
        try (var front = new Front()) {
            var file = new SourceFile(name, Files.readAllBytes(path));
            Lowered lowered = front.lower(file, Macros.of(List.of())).orElse(null);
            if (lowered == null) {
                System.err.println(name + ": not read");
                return;
            }
            boolean isHeader = name.endsWith(".h");
            List<Function> functions = lowered.unit().functions();
            synchronized (finder) {
                finder.add(functions, isHeader);
                if (isHeader && !name.startsWith("drivers/")) {
                    lowered.unit().prototypes().stream().map(Prototype::name).forEach(declared::add);
                    functions.stream().map(Function::name).forEach(declared::add);
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
