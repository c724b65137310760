package io.sluice.node.state.catalog;

/** The cluster: its identity, the key of its receipts in hex, and the next numbers to give. */
public record ClusterRow(String clusterId, String secret, long nextResource, int nextTablet, long resources) {}
