-- What a chat network wants to know again after a restart: which room stands for which, how far it was read, what our
-- messages are called there. Written in the transaction of what it came with.
CREATE TABLE memory (
    network TEXT NOT NULL,
    kind    TEXT NOT NULL,
    key     TEXT NOT NULL,
    value   TEXT NOT NULL,
    PRIMARY KEY (network, kind, key)
);
CREATE INDEX memory_value ON memory (network, kind, value);

-- The record that an input turned out to be about, so that a later edit of the message finds it.
ALTER TABLE inbox ADD COLUMN incident TEXT;

-- Where an answer belongs on the network where the question was asked, such as a thread.
ALTER TABLE effect ADD COLUMN answers TEXT;

-- Who alone may not press a button: whoever asked for a second pair of eyes.
ALTER TABLE action ADD COLUMN except_who TEXT;
