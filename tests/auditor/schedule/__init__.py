"""Recurring audits."""
