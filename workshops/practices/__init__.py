"""Good practices: told on the phone, reviewed in the CMS, published under their module."""
