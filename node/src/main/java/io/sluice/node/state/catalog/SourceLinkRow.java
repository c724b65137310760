package io.sluice.node.state.catalog;

import io.sluice.node.model.ResourceId;

/** Where the dead letters of a resource go. */
public record SourceLinkRow(ResourceId target) {}
