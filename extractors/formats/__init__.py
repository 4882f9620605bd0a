"""Readers, one module a format; each exposes exactly one `FORMAT`."""
