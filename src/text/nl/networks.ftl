# Wat elk chatnetwerk zegt.

call-by-phone = { $person } · telefoon: { $phone }
call-by-phone-more = { $count ->
    [one] En nog één persoon.
   *[other] En nog { $count } personen.
 }
