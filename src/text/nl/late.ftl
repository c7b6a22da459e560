# Wat laat binnenkomt, na een onderbreking.

late-still-needed = Niet uitgevoerd: gezegd om { $said } terwijl ik weg was; nog nodig?
late-taken = Laat ontvangen: gezegd om { $said } terwijl ik weg was.
