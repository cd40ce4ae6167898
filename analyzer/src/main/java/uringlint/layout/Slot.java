// SPDX-License-Identifier: Apache-2.0

package uringlint.layout;

import uringlint.ir.Type;

/// Where a member lies in the structure that was asked.
public record Slot(long offset, long size, Type type) {}
