// SPDX-License-Identifier: Apache-2.0

package uringlint.rule;

/// What must have been seen of a driver before a rule can report something in it.
public enum Evidence {
    /// The path that the report tells, or the statement itself: nothing that is elsewhere makes it right.
    PATH,
    /// Also every function on that path which is given the object or its flags: one of them may check what the report says is unchecked.
    CHECKS,
    /// The whole driver: the report says that something is nowhere, or that two functions which nobody calls together do not fit.
    DRIVER
}
