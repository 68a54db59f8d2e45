"""Where the parts of a figure lie, reckoned without a drawing library, the same on screen, slide and picture."""
