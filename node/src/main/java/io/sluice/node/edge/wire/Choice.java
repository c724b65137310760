package io.sluice.node.edge.wire;

/** What a request turns out to be. */
sealed interface Choice {
    /** A call of an operation. */
    record Call(BoundService service, BoundOperation operation, Protocol protocol) implements Choice {}

    /** Something of a service, that cannot be called so. */
    record Refused(Protocol protocol, WireFault fault) implements Choice {}

    /** Nothing of any service. */
    record Foreign(Answer answer) implements Choice {}
}
