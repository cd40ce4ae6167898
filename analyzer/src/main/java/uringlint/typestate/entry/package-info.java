// SPDX-License-Identifier: Apache-2.0

/// How the code is entered: which functions are entry points, in which role, which callbacks a structure may hold, and
/// which functions matter at all.
package uringlint.typestate.entry;
