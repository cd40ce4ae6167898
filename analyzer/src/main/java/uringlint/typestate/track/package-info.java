// SPDX-License-Identifier: Apache-2.0

/// What happens to objects on a path: who has them, where they are kept, what of their memory is read and written, what
/// others may do meanwhile.
package uringlint.typestate.track;
