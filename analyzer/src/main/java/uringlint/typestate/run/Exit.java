// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.run;

import uringlint.typestate.state.Configuration;
import uringlint.typestate.value.Value;

/// A way out of a function.
record Exit(Configuration configuration, Value value) {}
