// SPDX-License-Identifier: Apache-2.0

/// The bytes of a program, and where in them something is.
package uringlint.source;
