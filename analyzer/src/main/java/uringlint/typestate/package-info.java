// SPDX-License-Identifier: Apache-2.0

/// Path-sensitive simulation: which states the tracked objects can be in at each point, and what happens to them there. The
/// rooms, each of which uses only those before it: `value`, `protocol`, `observe`, `state`, `entry`, `track`, `run`;
/// `TypestateAnalysis` is the door.
package uringlint.typestate;
