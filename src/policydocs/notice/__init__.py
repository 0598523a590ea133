"""A comparison told to a client: what changed, why, when, what to do, what they can choose."""
