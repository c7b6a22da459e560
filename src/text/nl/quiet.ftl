# Stille uren: wie met rust gelaten wordt, en wat nadien nog wacht.

left-alone = Nu: niet gestoord tot { $until-at }: { $people }. Dan roep ik op voor wat nog wacht.
left-alone-unless = Jij: kan het niet wachten, typ dan { $command }
caught-up = { $incident } · { $title } · { $person }, dit wacht op je sinds je stille uren:
caught-up-more = En nog { $count }.
caught-up-all = Jij: alles staat in { $command }
recheck-waits = logboek { $seq } opnieuw te bekijken: { $text }
entry-left-alone = Niet gestoord tot { $until }: { $people }
entry-caught-up = Na de stille uren opgeroepen: { $person }
entry-waits-update = een nieuwe stand
entry-waits-task = taak { $task }
entry-waits-public = tekst { $number } voor het publiek
entry-waits-recheck = regel { $number } van het logboek
