// SPDX-License-Identifier: Apache-2.0

/// How a path is followed: blocks, branches, joins, calls with the summaries of bodies, and the effects of functions of
/// the API.
package uringlint.typestate.run;
