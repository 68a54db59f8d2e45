"""Installs a bundle and upgrades what it installed. Only the standard library: it runs before anything is installed."""
