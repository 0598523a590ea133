"""A practice's policies held against each other."""
