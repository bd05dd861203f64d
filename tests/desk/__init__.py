"""The operators' branch of a call, with everything real behind it."""
