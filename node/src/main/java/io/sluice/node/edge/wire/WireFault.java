package io.sluice.node.edge.wire;

/**
 * An error as AWS's protocols tell it.
 *
 * @param type name in JSON, perhaps with a namespace and {@code #} before it
 * @param code name in the query protocol
 * @param status of HTTP
 * @param sender true when the caller is at fault
 * @param text for people; empty where AWS says nothing
 */
record WireFault(String type, String code, int status, boolean sender, String text) {}
