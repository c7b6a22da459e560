# The own channels of whoever is called.

reach-wanted = You are being called. Answer in { $room }: { $command }
reach-over-answered = This call is over: somebody answered. You need do nothing more for it.
reach-over-called-off = This call is over: it is off. You need do nothing more for it.
tried-by = { $person } called: { $tries }
try-under-way = { $channel } at { $at } (under way)
try-taken = { $channel } at { $at } (taken)
try-failed = { $channel } at { $at } (failed)
entry-reach-begun = without an answer { $person } gets: { $channels }
entry-reach-step = { $channel } at { $at }
entry-chat-taken = the call of { $people } stands in the chat on { $network }
entry-chat-failed = the call of { $people } in the chat does not get through on { $network }
entry-reached = { $channel } sent to { $person }
entry-reach-taken = { $channel } to { $person } taken by the channel
entry-reach-failed = { $channel } to { $person } failed
entry-reach-lost = { $channel } to { $person } did not get through: { $how }
drill-reach-shown = { $channel } to { $person } shown, not sent: this exercise has no address for it
word-network-matrix = Matrix
word-network-discord = Discord
word-channel-mail = mail
word-channel-sms = text message
word-channel-phone = telephone call
word-channel-webhook = webhook
word-loss-busy = busy
word-loss-no-answer = not answered
word-loss-undelivered = not delivered
