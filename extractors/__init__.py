"""Reads one file: segments, mentions and statements out; knows nothing of folders or scores."""
