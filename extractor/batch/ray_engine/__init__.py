"""Reading on many machines with Ray Data: the same loop, ledger and bytes as on one.

The inputs are cut into shards, which differ in nothing from run to run. Each worker is an actor that has loaded the
model once; it fetches a shard, reads its articles and gives back what came of them. Where the records go to a file or
a database, the loop of `batch.runner` finishes the shards here, in input order. Where they go to a folder, which may
lie in an object store, each worker runs that loop over its shard and writes a file of its own.

A worker that dies costs its shard's time: the shard is read again, this time with the model in a process of its own,
so that an article that kills its reader is found and named as the only one that failed.
"""
