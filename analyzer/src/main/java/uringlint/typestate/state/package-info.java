// SPDX-License-Identifier: Apache-2.0

/// How things stand on a path: what memory holds, what is known of values, how each object stands; narrowing by
/// conditions, and forgetting what no code asks for any more.
package uringlint.typestate.state;
