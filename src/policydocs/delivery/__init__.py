"""Who must be told of a version, by which way, and the record that they were: roster, ledger, letters."""
