"""A comparison shown: in words, as a web page, as a Word document with tracked changes."""
