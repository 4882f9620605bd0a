"""Reports, one module a form; each exposes exactly one `REPORT`."""
