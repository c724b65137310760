package io.sluice.client.consumer;

import io.sluice.client.BatchResult;
import io.sluice.client.ConsumeListener;
import io.sluice.client.ReceivedMessage;
import io.sluice.client.SluiceException;
import java.util.List;
import java.util.Map;

/** Posts what one stream says to the consumer's thread, with the number of the stream: a later one may be open then. */
final class StreamEar implements ConsumeListener {
    private final Confinement loop;
    private final Consumption consumption;
    private final long generation;

    StreamEar(Confinement loop, Consumption consumption, long generation) {
        this.loop = loop;
        this.consumption = consumption;
        this.generation = generation;
    }

    @Override
    public void started(String nodeId) {
        loop.post(() -> consumption.started(generation));
    }

    @Override
    public void sessionBegun() {
        loop.post(() -> consumption.sessionBegun(generation));
    }

    @Override
    public void leasesLost(List<String> receipts) {
        loop.post(() -> consumption.lost(receipts));
    }

    @Override
    public void withheld(String reason, long forgotten) {
        // A consumer has no more in hand than a node remembers.
        loop.post(() -> consumption.withheld(generation, reason));
    }

    @Override
    public void received(List<ReceivedMessage> messages) {
        loop.post(() -> consumption.received(generation, messages));
    }

    @Override
    public void outcome(long tag, int succeeded, Map<String, BatchResult.Failure> failed) {
        loop.post(() -> consumption.outcome(generation, tag, failed));
    }

    @Override
    public void ended(SluiceException reason) {
        loop.post(() -> consumption.ended(generation, reason));
    }
}
