"""What stops an installation, in a final sentence."""


class Stopped(Exception):
    """The installation cannot go on; what it says is for the screen."""
