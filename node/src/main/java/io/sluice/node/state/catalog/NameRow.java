package io.sluice.node.state.catalog;

import io.sluice.node.model.ResourceId;

/** What a name stands for: a resource (number 0: none), or a block until a log time after a deletion. */
public record NameRow(ResourceId resource, long blockedUntilMillis) {}
