"""What a practice wrote, read into values: Markdown, DOCX, HTML, plain text, and its facts."""
