"""What one receiver is told: compose (pure), words for templates, templates (only Jinja2), deliveries.

    selections → compose → Digest → writer → DigestView → templates → render → deliveries

Touches no network and no clock; reads the template folders, and runs a process of its own for an operator's templates.
`slots` says when a digest is due.
"""
