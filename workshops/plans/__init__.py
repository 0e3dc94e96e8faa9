"""Session plans: writing them, templates of them, what must be bought for them, and the facilitator's guide."""
