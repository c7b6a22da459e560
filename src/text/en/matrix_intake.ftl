# What the Matrix network says about what comes in.

matrix-unread = NOT READ: I cannot decrypt a message of { $person }.
matrix-unread-stranger = NOT READ: I cannot decrypt a message of { $account }.
matrix-unread-then = Type it again, or call: 112 if there is danger · CCVO { $ccvo } { $exercise ->
    [yes] (exercise: do not really call)
   *[no] (not the emergency number)
}. If the key comes after all, I handle it then.
