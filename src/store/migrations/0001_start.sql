-- What happened. Never changed, never deleted.
CREATE TABLE event (
    pos      BIGINT PRIMARY KEY,
    stream   TEXT   NOT NULL,
    version  BIGINT NOT NULL,
    at       BIGINT NOT NULL,
    said_at  BIGINT NOT NULL,
    type     TEXT   NOT NULL,
    v        BIGINT NOT NULL,
    actor    TEXT   NOT NULL,
    cause    TEXT   NOT NULL,
    body     TEXT   NOT NULL,
    h_stream BYTEA  NOT NULL,
    h_all    BYTEA  NOT NULL
);
CREATE UNIQUE INDEX event_stream ON event (stream, version);

-- Where each stream ends. A start reads only the streams that are open.
CREATE TABLE head (
    stream   TEXT   PRIMARY KEY,
    version  BIGINT NOT NULL,
    h_stream BYTEA  NOT NULL,
    open     BIGINT NOT NULL
);
CREATE INDEX head_open ON head (open, stream);

-- Free text of people, apart so that it can be erased: salt and content become null.
CREATE TABLE text (
    id        TEXT PRIMARY KEY,
    stream    TEXT NOT NULL,
    salt      BYTEA,
    content   TEXT,
    erased_at BIGINT
);
CREATE INDEX text_stream ON text (stream);

-- What came in, by its key, which takes effect once.
CREATE TABLE inbox (
    key     TEXT   PRIMARY KEY,
    actor   TEXT   NOT NULL,
    said_at BIGINT NOT NULL,
    done_at BIGINT NOT NULL,
    payload TEXT
);

-- What is to be done outside. state: 0 waits, 1 delivered, 2 will never work.
CREATE TABLE effect (
    seq      BIGINT PRIMARY KEY,
    id       TEXT   NOT NULL,
    at       BIGINT NOT NULL,
    incident TEXT,
    exercise BIGINT NOT NULL,
    urgent   BIGINT NOT NULL,
    target   BIGINT,
    room     TEXT,
    type     TEXT   NOT NULL,
    v        BIGINT NOT NULL,
    body     TEXT   NOT NULL,
    rendered TEXT,
    state    BIGINT NOT NULL,
    reason   TEXT
);
CREATE UNIQUE INDEX effect_id ON effect (id);
CREATE INDEX effect_incident ON effect (incident, seq);
CREATE INDEX effect_waiting ON effect (seq) WHERE state = 0;

-- Buttons: the command that pressing one gives.
CREATE TABLE action (
    id       TEXT   PRIMARY KEY,
    effect   BIGINT NOT NULL,
    room     TEXT   NOT NULL,
    incident TEXT,
    command  TEXT,
    only_who TEXT,
    until    BIGINT NOT NULL
);
CREATE INDEX action_incident ON action (incident);

-- The post that a later edit or pin of a record names.
CREATE TABLE slot (
    stream TEXT   NOT NULL,
    slot   TEXT   NOT NULL,
    post   BIGINT NOT NULL,
    PRIMARY KEY (stream, slot)
);

-- Armed timers. A firing names the generation, so that one that was armed anew does not go off by its old time.
CREATE TABLE timer (
    stream     TEXT   NOT NULL,
    name       TEXT   NOT NULL,
    generation BIGINT NOT NULL,
    due        BIGINT NOT NULL,
    PRIMARY KEY (stream, name)
);
