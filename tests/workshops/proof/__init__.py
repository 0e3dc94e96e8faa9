"""Tests of names, the preview of certificates, their issue, and handing them over."""
