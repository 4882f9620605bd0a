"""Pictures: what they say beside their pixels, which are worth reading, and their text."""
