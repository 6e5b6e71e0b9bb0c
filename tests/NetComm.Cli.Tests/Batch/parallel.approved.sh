#!/bin/sh
# The sweep of small.yaml in 4 shards, for GNU parallel. Written by 'netcomm sweep --emit parallel'.
#
# Run it with sh in the folder that its paths start from. Cut off, run it again: what is done is not repeated.
# On several machines that share this folder, add to 'parallel': --sshloginfile FILE --workdir .
# Status 1 of a shard: an expectation failed. All runs are there, and the merge says so again.
PARALLEL_SHELL=/bin/sh parallel --joblog small-sweep.joblog 'netcomm sweep small.yaml --set '\''links.wire.rate=2 Mbps'\'' --out reports/small/sweep-seed1 --resume --quiet --shard {}/4 --jobs 2 || [ $? -eq 1 ]' ::: $(seq 4) &&
    netcomm merge reports/small/sweep-seed1-shard-*-of-4 --out reports/small/sweep-seed1
