// SPDX-License-Identifier: Apache-2.0

/// All that is known of uring_cmd: the rules and what they ask.
package uringlint.rules;
