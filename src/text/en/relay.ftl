# A room that exists on more than one network.
relay-all = What you write here can be read on { $others } too, with your name. What you delete or change here follows there.
relay-bot = What you ask Noodklok here can be read on { $others } too, with your name.
relay-shed = { $count ->
    [one] One message from another network is not shown here: too much came at once.
   *[other] { $count } messages from another network are not shown here: too much came at once.
}
relay-deleted = (message deleted)
