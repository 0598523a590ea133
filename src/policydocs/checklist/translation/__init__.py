"""A translation held against the policy that it translates."""
