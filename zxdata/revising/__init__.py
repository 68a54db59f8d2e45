"""Changing what an installation goes by — its rules file, its mappings — with what the change does said before, the earlier
text kept, and an entry in the log of acts."""
