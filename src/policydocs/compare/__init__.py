"""Two versions of a policy to a comparison: sections matched, then blocks, sentences, words."""
