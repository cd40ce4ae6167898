// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.mail;

/// A mailbox as a header names it: the decoded name, which may be empty, and the address without angle brackets.
public record Address(String name, String address) {}
