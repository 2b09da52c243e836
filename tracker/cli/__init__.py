"""The commands, thin: arguments in, a call to the composition root, results out."""
