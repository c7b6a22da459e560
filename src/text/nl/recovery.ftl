# De herstelklok van een tijdskritiek proces (T6).

process-down = Uitgevallen sinds { $since }: { $process }, te herstellen vóór { $due }
recovery-warning = { $incident } · { $process } is nog niet hersteld. De hersteltijd loopt af { $due }.
recovery-ran-out = { $incident } · de hersteltijd van { $process } is afgelopen { $due }; het proces is nog niet hersteld.
recovery-then = Jij: is het hersteld, typ dan { $command }
