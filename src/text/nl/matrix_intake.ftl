# Wat het Matrix-netwerk zegt over wat binnenkomt.

matrix-unread = NIET GELEZEN: een bericht van { $person } kan ik niet ontcijferen.
matrix-unread-stranger = NIET GELEZEN: een bericht van { $account } kan ik niet ontcijferen.
matrix-unread-then = Typ het opnieuw, of bel: 112 bij gevaar · CCVO { $ccvo } { $exercise ->
    [yes] (oefening: bel niet echt)
   *[no] (niet het noodnummer)
}. Komt de sleutel toch, dan verwerk ik het alsnog.
