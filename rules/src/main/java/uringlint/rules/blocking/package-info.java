// SPDX-License-Identifier: Apache-2.0

/// Rules about sleeping, and about the results that ask for another call.
package uringlint.rules.blocking;
