# Wat iemand nog zelf moet invullen, in een opdracht als <…>.

hint-reason = reden
hint-who-answered = naam van wie opnam

hint-what-happens = wat er gebeurt
hint-task = wat er moet gebeuren
hint-update = hoe het nu staat

phrase-decline-entity = de entiteit kan het alleen aan
phrase-decline-no-danger = er is geen gevaar meer
phrase-decline-known = al gekend in een ander dossier
