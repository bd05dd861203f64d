"""How the line is, for whoever watches it: as values, in sentences and as metrics."""
