"""Somebody's document made into a policy of ours: its structure recovered, no word of it lost."""
