// SPDX-License-Identifier: Apache-2.0

/// What the simulation is told: the API of the code that is analyzed as effects, the roles of functions, the states and
/// carriers of tracked objects.
package uringlint.typestate.protocol;
