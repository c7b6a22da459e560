# Het beeld van een dossier, en de lijst van wat open is.

status-line = { $status } · { $level } · CCVO: { $phase }
facts-of = { $entity }: { $facts }
general-facts = Algemeen: { $facts }
rule-answered = Aanbeveling voor { $phase } · { $rule }: beantwoord om { $at } door { $by }
cmt-complete = CMT { $entity }: iedereen antwoordde ({ $answered })
cmt-waits-for = CMT { $entity }: { $answered } { $answered ->
    [one] antwoordde
   *[other] antwoordden
}; nog niets van { $silent }
tasks-open = { $count ->
    [one] 1 taak
   *[other] { $count } taken
} open
last-decision = Laatste besluit: { $text }
last-update = Stand om { $at } door { $by }: { $text }
update-at = Volgende stand om { $at }

list-entry = { $incident } · { $title } ({ $place }) · { $level } · CCVO: { $phase }
status-entry = { $incident } · { $title } ({ $place }) · { $level } · CCVO: { $phase } · gemeld { $age-in }
nothing-open = Er staat niets open.
and-more = En nog { $count } andere.
you-are-awaited = Jij: er wordt op je antwoord gewacht; kijk naar je laatste oproep.
pong = Ik ben er. Mijn klok zegt { $at }.
