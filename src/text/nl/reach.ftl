# Eigen kanalen van wie opgeroepen wordt.

reach-wanted = Je wordt opgeroepen. Antwoord in { $room }: { $command }
reach-over-answered = Deze oproep is voorbij: er is geantwoord. Je hoeft er niets meer voor te doen.
reach-over-called-off = Deze oproep is voorbij: ze vervalt. Je hoeft er niets meer voor te doen.
tried-by = { $person } opgeroepen: { $tries }
try-under-way = { $channel } om { $at } (onderweg)
try-taken = { $channel } om { $at } (aanvaard)
try-failed = { $channel } om { $at } (mislukt)
entry-reach-begun = zonder antwoord volgt voor { $person }: { $channels }
entry-reach-step = { $channel } om { $at }
entry-chat-taken = de oproep van { $people } staat in de chat op { $network }
entry-chat-failed = de oproep van { $people } in de chat komt niet aan op { $network }
entry-reached = { $channel } aan { $person } verstuurd
entry-reach-taken = { $channel } aan { $person } aanvaard door het kanaal
entry-reach-failed = { $channel } aan { $person } mislukt
entry-reach-lost = { $channel } aan { $person } kwam niet door: { $how }
drill-reach-shown = { $channel } aan { $person } getoond, niet verstuurd: deze oefening heeft er geen adres voor
word-network-matrix = Matrix
word-network-discord = Discord
word-channel-mail = mail
word-channel-sms = sms
word-channel-phone = telefoonoproep
word-channel-webhook = webhook
word-loss-busy = bezet
word-loss-no-answer = niet opgenomen
word-loss-undelivered = niet afgeleverd
