"""Sentences as clause frames: who does what to whom, and whether it is denied, permitted or conditional."""
