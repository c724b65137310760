package io.sluice.client;

import java.util.List;
import java.util.Map;

/** Hears a {@link ConsumeStream}, one call at a time, on a thread of the client; it must not block. */
public interface ConsumeListener {

    /** The stream is open on this node. */
    void started(String nodeId);

    /** The stream that is opening is a session; comes before {@link #started}, or not at all. */
    default void sessionBegun() {}

    /** A session has these messages no more: others may receive them, or have. */
    default void leasesLost(List<String> receipts) {}

    /**
     * What keeps messages back has changed; told once a second at most.
     *
     * @param reason as a receive tells it, such as {@code paused}; empty when nothing is kept back any more
     * @param forgotten messages of this stream, which is no session, that its node does not remember, for they are
     *     too many; it does not give them back when the stream ends
     */
    default void withheld(String reason, long forgotten) {}

    /** Messages; each takes one credit. */
    void received(List<ReceivedMessage> messages);

    /**
     * What became of the step with this tag.
     *
     * @param failed why, by receipt, for those receipts that did not take effect
     */
    void outcome(long tag, int succeeded, Map<String, BatchResult.Failure> failed);

    /** The stream is over, by our wish or not; nothing follows. */
    void ended(SluiceException reason);
}
