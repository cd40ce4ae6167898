// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.run;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import uringlint.ir.Function;
import uringlint.typestate.state.Configuration;
import uringlint.typestate.value.Facts;
import uringlint.typestate.value.Value;

/// Runs bodies of functions, as calls ask for.
interface Bodies {
    /// All ways through a function, from a configuration in which its parameters have their values.
    List<Exit> run(Function function, String frame, Configuration entry);

    /// The functions that run.
    CallStack stack();

    /// Which facts of a configuration a function needs that is entered with it.
    Predicate<Map.Entry<Value, Facts>> needed(Function function, Configuration entry);
}
