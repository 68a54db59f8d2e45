"""The one door: everything that reaches the cockpit — pages, streams, files, uploads, interfaces — comes through here."""

from ui.door.door import Door

__all__ = ["Door"]
