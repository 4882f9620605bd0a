"""HTML: pages to segments, and what a page hides."""
