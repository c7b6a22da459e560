//! Every statement of the command path, each once. Written for SQLite and PostgreSQL alike.

/// An insert of several rows at once.
#[derive(Debug, Clone, Copy)]
pub struct Insert {
    head: &'static str,
    columns: usize,
    tail: &'static str,
}

/// Rows are written in groups of these sizes, so that few different statements are prepared.
pub const GROUPS: [usize; 5] = [16, 8, 4, 2, 1];

impl Insert {
    /// The text for so many rows.
    #[must_use]
    pub fn text(&self, rows: usize) -> String {
        let mut text = String::from(self.head);
        let mut number = 0_usize;
        for row in 0..rows {
            text.push_str(if row == 0 { " VALUES (" } else { ", (" });
            for column in 0..self.columns {
                number = number.saturating_add(1);
                text.push_str(if column == 0 { "$" } else { ", $" });
                text.push_str(&number.to_string());
            }
            text.push(')');
        }
        text.push_str(self.tail);
        text
    }
}

/// Events.
pub const EVENT: Insert = Insert {
    head: "INSERT INTO event (pos, stream, version, at, said_at, type, v, actor, cause, body, h_stream, h_all)",
    columns: 12,
    tail: "",
};
/// Ends of streams.
pub const HEAD: Insert = Insert {
    head: "INSERT INTO head (stream, version, h_stream, open)",
    columns: 4,
    tail: " ON CONFLICT (stream) DO UPDATE SET version = excluded.version, h_stream = excluded.h_stream, \
           open = excluded.open",
};
/// Free texts.
pub const TEXT: Insert =
    Insert { head: "INSERT INTO text (id, stream, salt, content)", columns: 4, tail: " ON CONFLICT (id) DO NOTHING" };
/// Inputs.
pub const INBOX: Insert =
    Insert { head: "INSERT INTO inbox (key, actor, said_at, done_at, payload, incident)", columns: 6, tail: "" };
/// Effects.
pub const EFFECT: Insert = Insert {
    head: "INSERT INTO effect (seq, id, at, incident, exercise, urgent, target, room, type, v, body, rendered, answers, \
           aside, state)",
    columns: 15,
    tail: "",
};
/// Buttons.
pub const ACTION: Insert = Insert {
    head: "INSERT INTO action (id, effect, room, incident, command, only_who, except_who, until)",
    columns: 8,
    tail: "",
};
/// Posts that are edited later.
pub const SLOT: Insert = Insert {
    head: "INSERT INTO slot (stream, slot, post)",
    columns: 3,
    tail: " ON CONFLICT (stream, slot) DO UPDATE SET post = excluded.post",
};
/// Timers that are armed.
pub const TIMER: Insert = Insert {
    head: "INSERT INTO timer (stream, name, generation, due)",
    columns: 4,
    tail: " ON CONFLICT (stream, name) DO UPDATE SET generation = excluded.generation, due = excluded.due",
};
/// What networks want to know again.
pub const MEMORY: Insert = Insert {
    head: "INSERT INTO memory (network, kind, key, value)",
    columns: 4,
    tail: " ON CONFLICT (network, kind, key) DO UPDATE SET value = excluded.value",
};
/// Every insert.
pub const INSERTS: [Insert; 9] = [EVENT, HEAD, TEXT, INBOX, EFFECT, ACTION, SLOT, TIMER, MEMORY];

/// A timer that is no longer armed.
pub const DISARM: &str = "DELETE FROM timer WHERE stream = $1 AND name = $2";
/// What a network need not know any more.
pub const FORGET_MEMORY: &str = "DELETE FROM memory WHERE network = $1 AND kind = $2 AND key = $3";
/// An effect that will never work, and why.
pub const FAILED: &str = "UPDATE effect SET state = 2, reason = $2 WHERE seq = $1 AND state = 0";

/// Effects that were delivered, so many at once.
#[must_use]
pub fn delivered(count: usize) -> String {
    let numbers: Vec<String> = (1..=count).map(|number| format!("${number}")).collect();
    format!("UPDATE effect SET state = 1 WHERE state = 0 AND seq IN ({})", numbers.join(", "))
}
/// Whether an input took effect before.
pub const SEEN: &str = "SELECT key FROM inbox WHERE key = $1";
/// When an input was said, and the record that it changed.
pub const INPUT: &str = "SELECT incident, said_at FROM inbox WHERE key = $1";
/// A button that was pressed.
pub const PRESSED: &str = "SELECT room, incident, command, only_who, except_who, until FROM action WHERE id = $1";
/// What a network keeps of one kind.
pub const MEMORY_KIND: &str = "SELECT key, value FROM memory WHERE network = $1 AND kind = $2 ORDER BY key";
/// What a network keeps under a key.
pub const MEMORY_KEY: &str = "SELECT value FROM memory WHERE network = $1 AND kind = $2 AND key = $3";
/// Under which keys a network keeps a value.
pub const MEMORY_VALUE: &str = "SELECT key FROM memory WHERE network = $1 AND kind = $2 AND value = $3 ORDER BY key";
/// The record that a message is about.
pub const ABOUT: &str = "SELECT incident FROM effect WHERE seq = $1";
/// An effect, as it was decided.
pub const DECIDED: &str = "SELECT id, at, incident, type, v, body FROM effect WHERE seq = $1";
/// The events of one stream.
pub const STREAM: &str = "SELECT pos, stream, version, at, said_at, type, v, actor, cause, body, h_stream, h_all \
                          FROM event WHERE stream = $1 AND version > $2 ORDER BY version LIMIT $3";
/// The free texts of one stream.
pub const TEXTS: &str = "SELECT id, stream, content FROM text WHERE stream = $1";
/// The posts of one record that are edited later.
pub const SLOTS: &str = "SELECT stream, slot, post FROM slot WHERE stream = $1";
/// Erases a free text.
pub const ERASE: &str = "UPDATE text SET salt = NULL, content = NULL, erased_at = $2 WHERE id = $1";
/// Takes what was said out of an input.
pub const FORGET_INPUT: &str = "UPDATE inbox SET payload = NULL WHERE key = $1";
/// Takes out everything that somebody typed; not on the command path, for it reads the whole table.
pub const FORGET_TYPED: &str = "UPDATE inbox SET payload = NULL WHERE actor = $1 AND payload IS NOT NULL";
/// Effects whose body refers to a text, of whatever record; it reads the whole table, but nothing is erased every day.
pub const QUOTED_ELSEWHERE: &str = "SELECT seq, target FROM effect WHERE body LIKE '%' || $1 || '%'";
/// Effects whose body holds words, as a question does that hands on what was typed; it reads the whole table.
pub const HELD: &str = "SELECT seq, incident, body FROM effect WHERE type = 'post' AND body LIKE '%' || $1 || '%'";
/// What was typed.
pub const TYPED: &str = "SELECT payload FROM inbox WHERE key = $1 AND payload IS NOT NULL";
/// The keys of everything that somebody typed; it reads the whole table.
pub const TYPED_BY: &str = "SELECT key FROM inbox WHERE actor = $1 AND payload IS NOT NULL";
/// The posts of the moments in which something that somebody typed was taken; it reads the whole table.
pub const SAID_THEN: &str = "SELECT e.seq, e.incident, i.payload FROM inbox i JOIN effect e ON e.at = i.done_at \
                             WHERE i.actor = $1 AND i.payload IS NOT NULL AND e.type = 'post' ORDER BY e.seq";
/// Everything that was said under a post; it reads the whole table.
pub const SAID_UNDER: &str = "SELECT seq, type, body FROM effect WHERE (seq = $1 OR target = $1) \
                              AND type IN ('post', 'edit', 'rewrite') ORDER BY seq";
/// What a post shows: the last thing that was said under it.
pub const SHOWN: &str = "SELECT incident, type, body FROM effect WHERE (seq = $1 OR target = $1) \
                         AND type IN ('post', 'edit', 'rewrite') ORDER BY seq DESC LIMIT 1";
/// What people typed in which words stand; it reads the whole table.
pub const TYPED_HOLDING: &str = "SELECT key, payload FROM inbox WHERE payload LIKE '%' || $1 || '%'";
/// Says something else in an effect, for what it said was erased.
pub const REPLACE_BODY: &str = "UPDATE effect SET body = $2, rendered = NULL WHERE seq = $1";
/// Takes the words out of the buttons of an effect.
pub const FORGET_BUTTONS: &str = "UPDATE action SET command = NULL WHERE effect = $1";
/// Takes the words out of an effect. The typed body refers to the text and says from now on that it was erased.
pub const FORGET_RENDERED: &str = "UPDATE effect SET rendered = NULL WHERE seq = $1";
/// Takes the words out of a button.
pub const FORGET_ACTION: &str = "UPDATE action SET command = NULL WHERE id = $1";
/// What the effects of a record say.
pub const EFFECTS_OF: &str = "SELECT seq, at, target, room, type, v, body, rendered, state FROM effect \
                              WHERE incident = $1 ORDER BY seq";
/// What the buttons of a record say.
pub const ACTIONS_OF: &str = "SELECT id, command FROM action WHERE incident = $1";

/// At the start, and when a commit is in doubt: the last event.
pub const LAST_EVENT: &str = "SELECT pos, at, h_all FROM event ORDER BY pos DESC LIMIT 1";
/// At the start, and when a commit is in doubt: the last effect.
pub const LAST_EFFECT: &str = "SELECT seq, at FROM effect ORDER BY seq DESC LIMIT 1";

/// At the start: the events of every stream that is open, in the order of their index.
pub const OPEN_EVENTS: &str = "SELECT pos, stream, version, at, said_at, type, v, actor, cause, body, h_stream, h_all \
                               FROM event WHERE stream IN (SELECT stream FROM head WHERE open = 1) \
                               ORDER BY stream, version";
/// At the start: their free texts.
pub const OPEN_TEXTS: &str =
    "SELECT t.id, t.stream, t.content FROM head h JOIN text t ON t.stream = h.stream WHERE h.open = 1";
/// At the start: their posts that are edited later.
pub const OPEN_SLOTS: &str =
    "SELECT s.stream, s.slot, s.post FROM head h JOIN slot s ON s.stream = h.stream WHERE h.open = 1";
/// At the start: every timer.
pub const TIMERS: &str = "SELECT stream, name, generation, due FROM timer";
/// At the start: what is still to be done outside.
pub const WAITING: &str = "SELECT seq, id, at, incident, exercise, urgent, target, room, type, v, body, rendered, \
                           answers, aside FROM effect WHERE state = 0 ORDER BY seq";

/// Every other statement of the command path; a test asks the planner about each.
pub const SINGLE: [&str; 20] = [
    DISARM,
    FORGET_MEMORY,
    INPUT,
    MEMORY_KIND,
    MEMORY_KEY,
    MEMORY_VALUE,
    FAILED,
    SEEN,
    PRESSED,
    ABOUT,
    DECIDED,
    STREAM,
    TEXTS,
    SLOTS,
    ERASE,
    FORGET_INPUT,
    FORGET_RENDERED,
    FORGET_ACTION,
    EFFECTS_OF,
    ACTIONS_OF,
];
