"""The outbox's hands: Slack, mail, files, terminal. The edge towards those who read."""
