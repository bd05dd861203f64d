"""Who may do what on this line: operators at the console, both they and leaders at a telephone."""
