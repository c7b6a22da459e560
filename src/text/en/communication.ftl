# The communication room beside the crisis room.

communication-nobody = Not done: { $entity } has no crisis communication team ({ $incident }).
communication-is-open = { $incident } · communication room of { $entity }: { $room }
communication-room = { $incident } · communication room · { $title }
communication-here = Now: from here on texts for the public are asked and released in this room. It closes when the record does.
communication-over = { $incident } · { $status }. This room can only be read from now on.
entry-communication-opened = communication room of { $entity } opened by { $actor }: { $people }
entry-communication-archived = communication room of { $entity } closed
