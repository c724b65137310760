package io.sluice.node.model;

/**
 * Identity of one logical call, equal on every retry of it: the state keeps the first answer under it.
 *
 * @param client who calls, drawn at random once per client
 * @param call the client's running number, or a digest of what the client chose
 */
public record RequestId(long client, long call) implements Comparable<RequestId> {
    /** The id of what a node does by itself: never kept, for doing it twice is harmless. */
    public static final RequestId NONE = new RequestId(0, 0);

    @Override
    public int compareTo(RequestId other) {
        int byClient = Long.compareUnsigned(client, other.client);
        return byClient != 0 ? byClient : Long.compareUnsigned(call, other.call);
    }

    @Override
    public String toString() {
        return Long.toHexString(client) + "-" + Long.toHexString(call);
    }
}
