"""Questions as programs write them and replies as they read them: the same from the command line, over HTTP and over the
Model Context Protocol."""
