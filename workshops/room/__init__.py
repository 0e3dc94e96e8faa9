"""Room mode: the page that prepares a device, and the app that takes attendance and keeps time without a network."""
