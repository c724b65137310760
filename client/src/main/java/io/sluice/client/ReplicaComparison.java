package io.sluice.client;

import java.util.List;

/**
 * The replicas of one tablet side by side.
 *
 * @param tabletId 0 is the catalog
 * @param verdict whether they are equal
 * @param replicas in order of node id
 */
public record ReplicaComparison(int tabletId, Verdict verdict, List<Replica> replicas) {

    public ReplicaComparison {
        replicas = List.copyOf(replicas);
    }

    /** Whether replicas are equal. */
    public enum Verdict {
        /** All reflect the same entries of the log and have the same rows. */
        EQUAL,
        /** Two reflect the same entries and have different rows: a defect. */
        DIFFERENT,
        /** Not all could be had at one index, because a node is away or much is written; ask again. */
        INCOMPARABLE
    }

    /**
     * A replica.
     *
     * @param nodeId the node that holds it
     * @param problem why it could not be had, and the figures are 0; empty when it could
     * @param term Raft term of the last entry that the rows reflect
     * @param index of that entry
     * @param rows how many there are
     * @param sha256 over all rows, 64 hexadecimal digits
     */
    public record Replica(String nodeId, String problem, long term, long index, long rows, String sha256) {}
}
