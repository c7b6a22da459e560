# Wie wacht heeft, nu en daarna.

oncall-now = { $whose }: nu { $person } · telefoon: { $phone }
oncall-nobody = { $whose }: nu heeft niemand wacht. Wie op de lijst staat, wordt wel opgeroepen.
oncall-next = Daarna { $person }, { $due }.
oncall-gap = Daarna niemand, { $due }.
oncall-gap-later = Let op: van { $from } tot { $until } heeft niemand wacht.
oncall-ends-later = Let op: vanaf { $from } heeft niemand wacht.
oncall-stays = Daarna verandert er niets.
oncall-order = { $team }: geen beurtrol; in deze volgorde: { $people }
oncall-nothing = Er is geen wachtdienst in de configuratie.

rota-gap = Wachtdienst { $whose }: van { $from } tot { $until } heeft niemand wacht.
rota-ends = Wachtdienst { $whose }: vanaf { $from } heeft niemand wacht.
rota-gaps-more = { $count ->
    [one] En nog één andere keer.
   *[other] En nog { $count } andere keren.
}
rota-gap-meanwhile = Nu: wie op de lijst staat, wordt dan wel opgeroepen.
rota-gap-do = Jij: spreek af wie dan wacht heeft, en laat het in de wachtdienst zetten.
entry-rota-filled = in de wachtdienst { $whose } heeft er vanaf { $from } weer iemand wacht
entry-rota-gap = gemeld dat in de wachtdienst { $whose } vanaf { $from } niemand wacht heeft

calendar-kept = De agenda van de wachtdienst { $rota } is niet bruikbaar: { $problem }. De vorige blijft gelden; ik probeer het opnieuw.
calendar-unknown = De agenda van de wachtdienst { $rota } is niet bruikbaar: { $problem }. Wie op de lijst staat, wordt opgeroepen; ik probeer het opnieuw.
calendar-works = De agenda van de wachtdienst { $rota } is weer bruikbaar.

oncall-no-rota = Niet uitgevoerd: daar is geen wachtdienst in de configuratie.
oncall-which = Niet uitgevoerd: er zijn verschillende wachtdiensten. Zeg welke:
stands-in = Wachtdienst { $whose }: { $person } vervangt van { $from } tot { $until } ({ $by }).
stands-in-then = Nu: wie vervangt, wordt in die tijd het eerst opgeroepen. Klopt dit niet, zet dan iemand anders: de laatste telt.
stands-in-backwards = Niet uitgevoerd: het einde, { $until }, ligt niet na het begin, { $from }.
stands-in-unreachable = Niet uitgevoerd: { $person } heeft geen account, mail of telefoon en kan niet opgeroepen worden.
stands-in-outsider = Niet uitgevoerd: { $person } staat niet in het team { $whose } en zou een oproep niet kunnen beantwoorden. Kies iemand van dat team.
entry-stands-in = { $actor } zette { $person } als vervanger in de wachtdienst { $whose }, van { $from } tot { $until }
