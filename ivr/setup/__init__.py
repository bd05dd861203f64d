"""`ivr setup`: points a number of the carrier's at this line, and back."""
