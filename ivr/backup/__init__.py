"""All that operators made of this installation as one file, and back. Nothing of callers is in it.

The schedule is not either: it comes from the lists. Nor are blocks, which are marks of callers'
numbers, nor secrets: those stand where the environment is kept.
"""
