// SPDX-License-Identifier: Apache-2.0

/// What the simulation tells: what happened to an object, how things stood then, the path that led there, and what
/// could not be followed.
package uringlint.typestate.observe;
