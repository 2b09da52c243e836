"""What one receiver is told: compose (pure) and render (only Jinja2)."""
