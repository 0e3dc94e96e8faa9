"""The project: settings, addresses and the foundation apps."""
