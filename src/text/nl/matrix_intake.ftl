# Wat het Matrix-netwerk zegt over wat binnenkomt.

matrix-busy = Het is druk: wat je typte is nog niet bewaard, ik werk het af. Bel bij nood: 112 bij gevaar · CCVO { $ccvo } { $exercise ->
    [yes] (oefening: bel niet echt)
   *[no] (niet het noodnummer)
}
matrix-busy-entity = Het is druk: wat je typte is nog niet bewaard, ik werk het af. Bel bij nood: 112 bij gevaar · CCVO { $ccvo } { $exercise ->
    [yes] (oefening: bel niet echt)
   *[no] (niet het noodnummer)
} · permanentie { $entity } { $phone }
matrix-unread = NIET GELEZEN: een bericht van { $person } kan ik niet ontcijferen.
matrix-unread-stranger = NIET GELEZEN: een bericht van { $account } kan ik niet ontcijferen.
matrix-unread-then = Typ het opnieuw, of bel: 112 bij gevaar · CCVO { $ccvo } { $exercise ->
    [yes] (oefening: bel niet echt)
   *[no] (niet het noodnummer)
}. Komt de sleutel toch, dan verwerk ik het alsnog.
