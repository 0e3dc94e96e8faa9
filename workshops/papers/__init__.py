"""What follows a confirmation, on pages and on paper: travel, needs, letters, badges, lists."""
