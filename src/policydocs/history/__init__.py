"""The practice's folder as a git repository: git and nothing else of the outside world."""
