"""Recognizers, one module a kind of mention; each exposes exactly one `RECOGNIZER`."""
