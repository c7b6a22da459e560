# Wie wacht heeft, nu en daarna.

oncall-now = { $whose }: nu { $person } · telefoon: { $phone }
oncall-nobody = { $whose }: nu heeft niemand wacht. Wie op de lijst staat, wordt wel opgeroepen.
oncall-next = Daarna { $person }, { $due }.
oncall-gap = Daarna niemand, { $due }.
oncall-stays = Daarna verandert er niets.
oncall-order = { $team }: geen beurtrol; in deze volgorde: { $people }
oncall-nothing = Er is geen wachtdienst in de configuratie.
