"""The learned tagger: what looks like a name by its letters, its words and its neighbours; numpy alone."""
