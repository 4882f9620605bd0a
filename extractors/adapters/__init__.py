"""Models of names that others made: one file a program that runs them, each with one `ADAPTER`."""
