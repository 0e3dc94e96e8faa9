"""Printed codes with a PIN, by which people without an e-mail address sign in on a shared device."""
