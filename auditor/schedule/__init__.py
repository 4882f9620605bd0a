"""Recurring audits: when they run, what a job keeps, and one module for each scheduler that starts them."""
