// SPDX-License-Identifier: Apache-2.0

/// What can be made anew and is kept to save time: bytes by a key, in a folder that is the user's alone.
package uringlint.cli.cache;
