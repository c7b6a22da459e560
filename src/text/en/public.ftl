# Texts for the public: out only after crisis communication confirms them.

public-nobody = Not done: { $incident } has no crisis communication team that can confirm a text for the public.
public-waits = { $incident } · the text for the public waits for { $people }. Nothing goes out before they confirm.
public-proposed = { $incident } · text for the public by { $by }: { $text }
public-question = You: may this go out? As long as nobody confirms, it stays here.
public-none = Not done: no text for the public waits in { $incident }.
public-was-released = Not done: { $by } released this text of { $incident } already, { $at }.
public-replaced = Not done: in { $incident } a newer text stands in the place of this one.
public-is-released = { $incident } · text for the public released by { $by }.
public-out = { $incident } · released for the public by { $by }: { $text }
public-text = { $incident } · for everybody: { $text }
public-text-waits = Text for the public waits for a confirmation: { $text }
entry-public = Text { $number } for the public, to be confirmed by crisis communication
entry-public-asked = { $actor } wrote a text for the public: { $text }
entry-public-reminded = text for the public asked again of { $people }
entry-public-released = { $actor } released the text for the public: { $text }
button-yes-release = Yes, release
word-audience-team = team
word-audience-ccvo = CCVO
word-audience-public = public
