"""Notices: who asked for it is told when a recurring audit finds that something changed.

This is the only place of the product that opens a connection. Nothing in it is imported unless a job has notices.
"""
