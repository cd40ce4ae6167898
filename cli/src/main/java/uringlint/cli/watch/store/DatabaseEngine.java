// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.store;

import java.sql.Connection;
import java.sql.SQLException;

/// What differs between the databases that a service may keep what it knows in. Everything else is the same statements.
interface DatabaseEngine {
    /// A connection to write by.
    Connection connect() throws SQLException;

    /// A connection to look by.
    Connection look() throws SQLException;

    /// What is wrong with what is there; empty where nothing is.
    String damage(Statements sql);

    /// How many of the files of statements were run.
    long release(Statements sql);

    /// Records how many of the files of statements were run.
    void setRelease(Statements sql, long release);

    /// A file of statements in the words of this database.
    String translated(String script);

    /// What is behind a `SELECT` of rows for an update, so that others who do the same leave these alone.
    String skipLocked();

    /// Keeps all others out of this until the end of the transaction.
    void alone(Statements sql);

    /// Takes a part of the work that only one process does at a time. Whether nobody else has it; whoever ends gives back what it took.
    boolean claim(Statements sql, String part);

    /// Gives a part of the work back.
    void giveBack(Statements sql, String part);

    /// Whether a commit waits until it is on a disk.
    String sync(boolean isWanted);
}
