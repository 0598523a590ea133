"""The outcome of `check` and `validate` in each format: for people, programs, editors and GitHub."""
