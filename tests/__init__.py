"""Tests mirror both packages."""
