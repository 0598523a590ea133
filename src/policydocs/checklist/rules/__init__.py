"""What a careful reader notices in any policy, whatever its checklists: one rule a module."""
