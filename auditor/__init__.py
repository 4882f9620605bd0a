"""Audits a folder: what its files give away together, and which few to remove."""
