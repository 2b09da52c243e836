"""Where documents come from: folders and feeds. The edge towards files and the network.

Gives Documents or says why not; reads no content beyond what finding the next entry takes.
"""
