"""The frame of a workshop as pages: making it, its texts, supporters, states and dates."""
