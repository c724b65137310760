package io.sluice.node.cluster;

import io.sluice.node.raft.Position;
import io.sluice.node.state.StateDigest;

/** What a replica holds, and up to which entry of the log; equal ones are equal replicas. */
public record ReplicaDigest(Position position, StateDigest state) {}
