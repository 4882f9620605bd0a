"""Tests of the package that audits a folder."""
