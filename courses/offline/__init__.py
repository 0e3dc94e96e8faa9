"""Courses without a network: what is kept on a device, and what the device sends later."""
