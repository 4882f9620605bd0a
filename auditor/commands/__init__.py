"""The commands, one file for those that belong together; `cli.py` lists them."""
