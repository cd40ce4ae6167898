// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.run;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import uringlint.ir.Function;

/// What is computed once for a function, whoever runs it.
public final class Shapes {
    private final Map<Function, Shape> shapes = new ConcurrentHashMap<>();

    Shape of(Function function) {
        return shapes.computeIfAbsent(function, Shape::new);
    }
}
