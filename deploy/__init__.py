"""Operation: what stands around the cockpit on a server, and the bundle that brings it there."""
