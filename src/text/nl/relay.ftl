# Een kamer die op meer dan één netwerk bestaat.
relay-all = Wat je hier schrijft, is ook te lezen op { $others }, met je naam erbij. Wat je hier wist of aanpast, verandert daar mee.
relay-bot = Wat je hier aan Noodklok vraagt, is ook te lezen op { $others }, met je naam erbij.
relay-shed = { $count ->
    [one] Eén bericht van een ander netwerk is hier niet getoond: er kwam te veel tegelijk.
   *[other] { $count } berichten van een ander netwerk zijn hier niet getoond: er kwam te veel tegelijk.
}
relay-deleted = (bericht gewist)
