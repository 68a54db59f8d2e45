"""Native charts and shapes of slides: what all kinds share."""
