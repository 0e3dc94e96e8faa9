"""What follows from attendance and tests: names as printed, preview and issue of certificates, handing over."""
