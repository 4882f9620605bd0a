"""Text and records: encodings, kinds of text, lines, and values under their keys."""
