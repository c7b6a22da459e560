//! What is said about answering outside the chat.

macro_rules! with_answers {
    ($($before:tt)*) => {
        with_away! {
            $($before)*
            // Lines.
            AnswerByLink { link: Verbatim },
            AnswerAsked {},
            AnswerNotedOutside { answer: Verbatim },
            AnswerOver {},
            AnswerLinkUnknown {},
            AnswerNotTaken { room: RoomId },
            AnswerNotStored {},
            AnswerByText { yes: Verbatim },
            AnswerByTextOr { yes: Verbatim, no: Verbatim },
            AnswerByKey { yes: Verbatim },
            AnswerByKeyOr { yes: Verbatim, no: Verbatim },
            AnswerGoesOn {},
            AnswerWhich { records: Verbatim, example: Verbatim },
            AnswerNothingAsked {},
            AnswerShared {},
            AnswerNotUnderstood {},
            AnswerInChat { command: Invocation },
            AnswerMayRepeat {},
        }
    };
}
