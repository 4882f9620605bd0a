"""Engines: where batches of files are read."""
