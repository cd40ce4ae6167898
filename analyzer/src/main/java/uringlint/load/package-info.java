// SPDX-License-Identifier: Apache-2.0

/// From the files that a user named to the program that they belong to: what headers and other files have to be read,
/// and which parts of them.
package uringlint.load;
