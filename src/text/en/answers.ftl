# Answers outside the chat.

answer-by-link = Answer on a page, without logging in: { $link }
answer-asked = You are being called. What do you answer?
answer-noted-outside = Noted: { $answer }. Whoever was called sees it in the chat.
answer-over = This call asks nothing of you any more: it was answered, called off or is over.
answer-link-unknown = This link is not right or has expired. Nothing was changed. Answer in the chat.
answer-not-taken = Your answer was not accepted. { $room } says why.
answer-not-stored = Your answer is not kept yet. Answer in the chat or telephone whoever calls you.
answer-by-text = Answer this message with 1: { $yes }
answer-by-text-or = Answer this message with 1: { $yes }, or 2: { $no }
answer-by-key = Press 1 for: { $yes }.
answer-by-key-or = Press 1 for: { $yes }. Press 2 for: { $no }.
answer-goes-on = The call stays open and goes on to whoever is next.
answer-which = More than one call waits for you: { $records }. Answer with the number, such as: { $example }
answer-nothing-asked = No call waits for your answer: it was answered, called off or is over.
answer-shared = More than one person with this number is being called, and I do not know who writes. Nothing was changed. Answer in the chat, by the link in a mail, or by a key when you are telephoned.
answer-not-understood = That is no answer that I know. Nothing was changed.
answer-in-chat = This can only be done in the chat: { $command }
answer-may-repeat = This may be a repeat.
