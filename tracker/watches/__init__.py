"""The rule language: compile, select, explain. Pure."""
