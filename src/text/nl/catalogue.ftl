unknown-command = «{ $word }» ken ik niet. Bedoel je { $nearest }
