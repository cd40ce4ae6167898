// SPDX-License-Identifier: Apache-2.0

/// The rules about reading the SQE.
package uringlint.rules.sqe;
