"""The work spread over any number of processes: Procrastinate queues it in PostgreSQL, and nothing else here does.

    tick        what the rows ask for and no job speaks of yet ──► jobs
    poll        one source looked at ──► its new documents stored, with the jobs to read them
    read        some documents read and extracted, on whatever machine has time
    compare     one at a time: what is read, in order of publication, as a pass compares it
    tell        a receiver's digest composed ──► into the outbox, with the job to deliver it
    deliver     a receiver's messages sent; `tell` and `deliver` of one receiver never run at once

A job only says that there may be something to do; what there is stands in the rows. So a job done twice changes
nothing, and one that was lost is asked for again by the next tick.
"""
