# Teksten voor het publiek: pas buiten als de crisiscommunicatie ze bevestigt.

public-nobody = Niet uitgevoerd: { $incident } heeft geen team voor crisiscommunicatie dat een tekst voor het publiek kan bevestigen.
public-waits = { $incident } · de tekst voor het publiek wacht op { $people }. Niets gaat naar buiten voor die bevestigt.
public-proposed = { $incident } · tekst voor het publiek van { $by }: { $text }
public-question = Jij: mag dit naar buiten? Zolang niemand bevestigt, blijft het hier.
public-none = Niet uitgevoerd: in { $incident } wacht geen tekst voor het publiek.
public-was-released = Niet uitgevoerd: { $by } gaf deze tekst van { $incident } al vrij, { $at }.
public-replaced = Niet uitgevoerd: in { $incident } staat een nieuwere tekst in de plaats van deze.
public-is-released = { $incident } · tekst voor het publiek vrijgegeven door { $by }.
public-out = { $incident } · vrijgegeven voor het publiek door { $by }: { $text }
public-text = { $incident } · voor iedereen: { $text }
public-text-waits = Tekst voor het publiek wacht op bevestiging: { $text }
entry-public = Tekst { $number } voor het publiek, te bevestigen door de crisiscommunicatie
entry-public-asked = { $actor } schreef een tekst voor het publiek: { $text }
entry-public-reminded = tekst voor het publiek opnieuw gevraagd aan { $people }
entry-public-released = { $actor } gaf de tekst voor het publiek vrij: { $text }
button-yes-release = Ja, vrijgeven
word-audience-team = team
word-audience-ccvo = CCVO
word-audience-public = publiek
