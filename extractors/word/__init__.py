"""Word, in XML and in binary: structure, looks and text; the fields and rich text that others share."""
