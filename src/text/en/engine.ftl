not-stored = NOT STORED
