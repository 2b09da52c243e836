"""The archive as a folder of pages: every digest, a page a policy and a metric, search, feed and calendar. Pure.

    digests, policies, series → views → pages, style, search index, feed.atom, policies.ics

`build.pages` gives every file with its name; writing them is the caller's. Links are relative, so that the folder works
wherever it lies, without a server.
"""
