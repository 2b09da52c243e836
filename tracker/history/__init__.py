"""What is known, and what is new beside it: comparison, corrections by people, baselines, the order of time."""
