# Noodklok zelf was weg.

away-told = Ik was weg van { $since } tot { $until } ({ $length }).
away-said = { $count ->
    [one] Intussen is één regel tegen mij gezegd. Die lees ik nu.
   *[other] Intussen zijn { $count } regels tegen mij gezegd. Die lees ik nu.
}
away-calls = { $count ->
    [one] Eén oproep vertrekt nu pas: { $records }.
   *[other] { $count } oproepen vertrekken nu pas: { $records }{ $more ->
        [0] .
        [one] {" "}en 1 ander dossier.
       *[other] {" "}en { $more } andere dossiers.
    }
}
away-again = Jij: mis je een antwoord, zeg het dan opnieuw.
entry-away = Noodklok was weg sinds { $since } ({ $length })
