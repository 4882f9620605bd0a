"""The learned part of facets: which questions a clause or cell answers, beside the cues; numpy alone."""
