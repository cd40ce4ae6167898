// SPDX-License-Identifier: Apache-2.0

/// The rules about the memory of a command that is the driver's own.
package uringlint.rules.pdu;
