package io.sluice.node.state.catalog;

/** A name that is blocked after a deletion, by its key in {@link CatalogTables#NAMES}, and until which log time. */
public record BlockRow(String nameKey, long untilMillis) {}
