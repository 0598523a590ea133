"""The commands: read options, call one function, print, exit. No rule of the domain lives here."""
