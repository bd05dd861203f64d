"""What callers hear when something breaks: `python -m tests.bench.faults [NAME …]`."""
