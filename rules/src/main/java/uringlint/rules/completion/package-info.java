// SPDX-License-Identifier: Apache-2.0

/// Rules about who owns a command, and how often it is completed.
package uringlint.rules.completion;
