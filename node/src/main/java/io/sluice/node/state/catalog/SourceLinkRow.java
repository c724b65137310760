package io.sluice.node.state.catalog;

/** Where the dead letters of a resource go: the key of the resource among the sources. */
public record SourceLinkRow(String sourceKey) {}
