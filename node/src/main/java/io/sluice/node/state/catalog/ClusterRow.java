package io.sluice.node.state.catalog;

/**
 * The cluster: its identity, the key of its receipts in hex, and the next numbers to give.
 *
 * @param nextBlock number of the next block of a name
 * @param blockFloor no block has a smaller number
 */
public record ClusterRow(
        String clusterId,
        String secret,
        long nextResource,
        int nextTablet,
        long resources,
        long nextBlock,
        long blockFloor) {
    /** The same with these resources, and the next number for one. */
    public ClusterRow withResources(long next, long count) {
        return new ClusterRow(clusterId, secret, next, nextTablet, count, nextBlock, blockFloor);
    }

    /** The same with this next number for a tablet. */
    public ClusterRow withNextTablet(int next) {
        return new ClusterRow(clusterId, secret, nextResource, next, resources, nextBlock, blockFloor);
    }

    /** The same with blocks of these numbers. */
    public ClusterRow withBlocks(long floor, long next) {
        return new ClusterRow(clusterId, secret, nextResource, nextTablet, resources, next, floor);
    }
}
