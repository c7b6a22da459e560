not-stored = NIET OPGESLAGEN
