package io.sluice.node.cluster;

import io.sluice.node.model.NodeId;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The replicas of one tablet side by side.
 *
 * @param verdict whether they are equal
 * @param replicas in order of node id
 */
public record Comparison(Verdict verdict, List<Compared> replicas) {
    /** Whether replicas are equal. */
    public enum Verdict {
        /** All reflect the same entries and have the same rows. */
        EQUAL,
        /** Two reflect the same entries and have different rows. */
        DIFFERENT,
        /** Not all could be had at one index; those that could are not different. */
        INCOMPARABLE
    }

    /**
     * One replica.
     *
     * @param digest empty when there is none
     * @param problem why there is none; empty when there is one
     */
    public record Compared(NodeId node, Optional<ReplicaDigest> digest, String problem) {}

    /** Judges. Nothing may be said of replicas that reflect different entries: they are on their way. */
    static Comparison of(List<Compared> replicas) {
        List<Compared> sorted =
                replicas.stream().sorted(Comparator.comparing(Compared::node)).toList();
        List<ReplicaDigest> digests =
                sorted.stream().flatMap(replica -> replica.digest().stream()).toList();
        Set<ReplicaDigest> distinct = new HashSet<>(digests);
        long indices = distinct.stream()
                .map(digest -> digest.position().index())
                .distinct()
                .count();
        if (indices < distinct.size()) { // two that are not equal share an index
            return new Comparison(Verdict.DIFFERENT, sorted);
        }
        boolean all = !sorted.isEmpty() && digests.size() == sorted.size();
        return new Comparison(all && indices == 1 ? Verdict.EQUAL : Verdict.INCOMPARABLE, sorted);
    }
}
