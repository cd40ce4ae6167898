// SPDX-License-Identifier: Apache-2.0

/// Rules about who holds a command: handles and what their methods promise, references, moves.
package uringlint.rules.ownership;
