"""Where documents come from: folders and feeds. The edge towards files and the network.

Gives Documents or says why not; reads no content beyond what finding the next entry takes. Every source has
`fetch(state, now) -> Fetched` (see `tracker.sources.schedule.Source`): `tracker.sources.folder.Folder` and
`tracker.sources.feed.Feed`. Nothing is imported here, so that a command pays only for the kinds that it uses.
"""
