package io.sluice.node.state.catalog;

/** A node of the cluster. */
public record NodeRow(boolean draining) {}
