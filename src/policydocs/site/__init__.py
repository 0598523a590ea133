"""The released policies as a website: read from git, made page by page, put into a folder in one step."""
