-- One row: the public key of the hub that signed for what is here. Another hub's receipts would
-- not be believed.
CREATE TABLE hub (
    key BLOB NOT NULL
) STRICT;

CREATE TABLE space (
    space   BLOB PRIMARY KEY,
    org     BLOB NOT NULL,
    made_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Which devices used a grant: a grant is used up when this holds as many as it allows.
CREATE TABLE grant_use (
    space  BLOB NOT NULL REFERENCES space,
    code   BLOB NOT NULL,
    device BLOB NOT NULL,
    PRIMARY KEY (space, code, device)
) STRICT, WITHOUT ROWID;

-- The token itself is never kept, only its SHA-256.
CREATE TABLE device (
    space   BLOB NOT NULL REFERENCES space,
    device  BLOB NOT NULL,
    token   BLOB NOT NULL UNIQUE,
    role    INTEGER NOT NULL,
    seen_ms INTEGER NOT NULL,
    PRIMARY KEY (space, device)
) STRICT, WITHOUT ROWID;

-- Rows are only added. `n` is the order in which they are pulled; `clash` marks bytes that came
-- under the id of a record that was there with other bytes.
CREATE TABLE envelope (
    n         INTEGER PRIMARY KEY,
    space     BLOB NOT NULL REFERENCES space,
    device    BLOB NOT NULL,
    seq       INTEGER NOT NULL,
    record    BLOB NOT NULL,
    digest    BLOB NOT NULL,
    audience  INTEGER NOT NULL,
    clash     INTEGER NOT NULL,
    stored_ms INTEGER NOT NULL,
    bytes     BLOB NOT NULL,
    UNIQUE (space, record, digest)
) STRICT;

CREATE INDEX envelope_order ON envelope (space);
CREATE INDEX envelope_device ON envelope (space, device, seq);
