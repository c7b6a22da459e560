# Records that belong together (L3, T7).

linked-now = { $incident } · linked with { $other }: { $link }
linked-already = Not done: { $incident } is already linked with { $other } that way ({ $link }).
link-exercise = Not done: an exercise and something real are never linked ({ $incident }, { $other }).

linked-to = Linked with { $other }: { $link }
same-event = { $incident } ({ $title }) and { $other } ({ $other_title })
same-event-why = Danger in different entities. You: is this the same event? Then the rules count over both together.
