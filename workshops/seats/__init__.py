"""How the seats of a workshop are shared out: nominations, selection, offers, substitutes, walk-ins."""
