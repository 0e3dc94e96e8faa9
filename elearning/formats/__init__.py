"""How days, times and numbers are written, where Django has it wrong or leaves it open."""
