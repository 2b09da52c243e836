"""The outbox's hands: Slack, mail, files, terminal. The edge towards those who read.

`outbox.deliver` is the straight line from what is due to what is sent; each transport has
`send(delivery, *, parent) -> Outcome`: `slack.SlackTransport`, `mail.MailTransport`, `files.FileTransport`,
`files.TerminalTransport`. Nothing is imported here, so that a command pays only for the ways that it uses.
"""
