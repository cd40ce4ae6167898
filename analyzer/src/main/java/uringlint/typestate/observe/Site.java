// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.observe;

import uringlint.ir.Function;
import uringlint.source.Span;

/// Where in the program something happens.
public record Site(Function function, Span span) {}
