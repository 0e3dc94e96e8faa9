"""Room mode: what the device may hold, what it sends, and the app that it keeps."""
