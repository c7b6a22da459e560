# Noodklok itself was away.

away-told = I was away from { $since } to { $until } ({ $length }).
away-said = { $count ->
    [one] One line was said to me meanwhile. I read it now.
   *[other] { $count } lines were said to me meanwhile. I read them now.
}
away-calls = { $count ->
    [one] One call goes out only now: { $records }.
   *[other] { $count } calls go out only now: { $records }{ $more ->
        [0] .
        [one] {" "}and 1 other record.
       *[other] {" "}and { $more } other records.
    }
}
away-again = You: if an answer is missing, say it again.
entry-away = Noodklok was away since { $since } ({ $length })
