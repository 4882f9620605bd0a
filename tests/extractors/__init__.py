"""Tests of the package that reads one file."""
