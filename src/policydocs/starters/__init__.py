"""The first files of a new practice: two policies to make her own, and what git needs to know."""
