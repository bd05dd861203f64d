"""Two releases side by side, as in a rolling upgrade and on the way back."""
