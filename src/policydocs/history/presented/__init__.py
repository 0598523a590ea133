"""A document that somebody shows us, from anywhere: its words, and how they differ from a version's."""
