"""Notices: the letters, the channels and real servers on this machine that take them."""
