-- Up to where each source was read.
CREATE TABLE sources (
    name TEXT PRIMARY KEY,
    position TEXT NOT NULL,
    changed BIGINT NOT NULL
);
-- The files of Maildirs that were read.
CREATE TABLE files (
    source TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (source, name)
);
-- A version of a series. All versions of it have the number of the first one that came.
CREATE TABLE versions (
    id @ID@,
    series BIGINT NOT NULL,
    number INTEGER NOT NULL,
    total INTEGER NOT NULL,
    title TEXT NOT NULL,
    author TEXT NOT NULL,
    change_id TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'judged', 'left', 'broken')),
    reason TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    arrived BIGINT NOT NULL,
    worker TEXT NOT NULL,
    lease BIGINT NOT NULL
);
CREATE INDEX versions_by_state ON versions (state, arrived);
CREATE INDEX versions_by_title ON versions (author, title);
CREATE INDEX versions_by_change ON versions (change_id);
CREATE INDEX versions_by_series ON versions (series);
-- What came, and what was decided about it. Only what belongs to a series is kept itself.
CREATE TABLE messages (
    id @ID@,
    message_id TEXT NOT NULL UNIQUE,
    digest TEXT NOT NULL,
    subject TEXT NOT NULL,
    author TEXT NOT NULL,
    arrived BIGINT NOT NULL,
    decision TEXT NOT NULL,
    reason TEXT NOT NULL,
    version_id BIGINT REFERENCES versions (id),
    number INTEGER NOT NULL,
    content @BLOB@
);
CREATE INDEX messages_by_version ON messages (version_id, number);
CREATE INDEX messages_by_decision ON messages (decision, reason);
-- The lists on which a mail was seen.
CREATE TABLE sightings (
    message_id TEXT NOT NULL,
    list TEXT NOT NULL,
    arrived BIGINT NOT NULL,
    PRIMARY KEY (message_id, list)
);
-- Other mails with the name of one that came before.
CREATE TABLE impostors (
    message_id TEXT NOT NULL,
    digest TEXT NOT NULL,
    list TEXT NOT NULL,
    subject TEXT NOT NULL,
    author TEXT NOT NULL,
    arrived BIGINT NOT NULL,
    PRIMARY KEY (message_id, digest)
);
-- To which version a mail belongs that is called so, whether it has come or others answer it.
CREATE TABLE anchors (
    message_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    total INTEGER NOT NULL,
    version_id BIGINT NOT NULL REFERENCES versions (id),
    PRIMARY KEY (message_id, number, total)
);
CREATE INDEX anchors_by_version ON anchors (version_id);
-- What was made of a version, each time.
CREATE TABLE runs (
    id @ID@,
    version_id BIGINT NOT NULL REFERENCES versions (id),
    started BIGINT NOT NULL,
    ended BIGINT NOT NULL,
    outcome TEXT NOT NULL,
    detail TEXT NOT NULL,
    program TEXT NOT NULL,
    base TEXT NOT NULL,
    label TEXT NOT NULL,
    fit TEXT NOT NULL,
    report TEXT NOT NULL
);
CREATE INDEX runs_by_version ON runs (version_id);
CREATE TABLE findings (
    run_id BIGINT NOT NULL REFERENCES runs (id),
    message_id TEXT NOT NULL,
    rule TEXT NOT NULL,
    severity TEXT NOT NULL,
    path TEXT NOT NULL,
    line INTEGER NOT NULL,
    function TEXT NOT NULL,
    message TEXT NOT NULL,
    fingerprint TEXT NOT NULL
);
CREATE INDEX findings_by_run ON findings (run_id);
-- What is to be sent: at most one thing by each way for a version. Its name is what it is known by where it goes.
CREATE TABLE outbox (
    id @ID@,
    version_id BIGINT NOT NULL REFERENCES versions (id),
    sink TEXT NOT NULL,
    name TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('left', 'dry', 'held', 'due', 'sending', 'unsure', 'sent', 'failed')),
    reason TEXT NOT NULL,
    payload TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    not_before BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    UNIQUE (version_id, sink)
);
CREATE INDEX outbox_by_state ON outbox (state, not_before);
