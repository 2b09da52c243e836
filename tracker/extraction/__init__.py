"""Items → mentions: the policies and metrics of a story, each with its verbatim quote. Pure: no file, no clock."""
