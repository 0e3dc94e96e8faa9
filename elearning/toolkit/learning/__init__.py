"""What a learner does with a module: goes on where she stopped, marks, notes, asks, says whether it helped."""
