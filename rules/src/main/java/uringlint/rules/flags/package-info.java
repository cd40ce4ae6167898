// SPDX-License-Identifier: Apache-2.0

/// Rules about the flags that say in which context a command is completed, and about the contexts themselves.
package uringlint.rules.flags;
