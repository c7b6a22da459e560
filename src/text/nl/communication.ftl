# De communicatiekamer naast de crisisruimte.

communication-nobody = Niet uitgevoerd: { $entity } heeft geen team voor crisiscommunicatie ({ $incident }).
communication-is-open = { $incident } · communicatiekamer van { $entity }: { $room }
communication-room = { $incident } · communicatiekamer · { $title }
communication-here = Nu: teksten voor het publiek worden voortaan hier gevraagd en vrijgegeven. De kamer sluit als het dossier sluit.
communication-over = { $incident } · { $status }. Deze kamer kan alleen nog gelezen worden.
entry-communication-opened = communicatiekamer van { $entity } geopend door { $actor }: { $people }
entry-communication-archived = communicatiekamer van { $entity } gesloten
