# Dossiers die samenhoren (L3, T7).

linked-now = { $incident } · gekoppeld met { $other }: { $link }
linked-already = Niet uitgevoerd: { $incident } is al zo gekoppeld met { $other } ({ $link }).
link-exercise = Niet uitgevoerd: een oefening en iets echts worden nooit gekoppeld ({ $incident }, { $other }).

linked-to = Gekoppeld met { $other }: { $link }
same-event = { $incident } ({ $title }) en { $other } ({ $other_title })
same-event-why = Gevaar in verschillende entiteiten. Jij: is dit dezelfde gebeurtenis? Dan tellen de regels over beide samen.
