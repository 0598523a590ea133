"""A document tree to bytes: PDF, DOCX, HTML, text; and the builders of documents."""
