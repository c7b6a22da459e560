# Het Matrix-netwerk: woorden naar buiten.

matrix-part-gone = (dit deel van het bericht is vervallen; wat nu geldt, staat hierboven)
