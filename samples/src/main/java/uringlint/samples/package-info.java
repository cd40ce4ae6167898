// SPDX-License-Identifier: Apache-2.0

/// Annotated driver code: what each rule reports, and what it must leave alone.
package uringlint.samples;
