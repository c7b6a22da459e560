unknown-command = I do not know «{ $word }». Do you mean { $nearest }
