"""One archive that installs the cockpit on a server without internet: made here, unpacked and run there."""
