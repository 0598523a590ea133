"""The first files of a new practice: its configuration, two policies, and what git needs."""
