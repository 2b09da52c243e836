"""Documents on their way in: read where a trap may hide, or taken from an archive of years."""
