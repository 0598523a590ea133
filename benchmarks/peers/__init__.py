"""policydocs beside other programs that do a part of its work, on the same texts, in one run."""
