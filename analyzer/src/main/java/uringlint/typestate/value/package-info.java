// SPDX-License-Identifier: Apache-2.0

/// What the analysis knows of a single value or place: symbols, abstract locations, sets of integers, flags. Data
/// alone, without behavior beyond its own.
package uringlint.typestate.value;
