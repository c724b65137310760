package io.sluice.client;

import io.sluice.api.v1.BatchResultErrorEntry;
import io.sluice.api.v1.ConsumeAcknowledge;
import io.sluice.api.v1.ConsumeCredit;
import io.sluice.api.v1.ConsumeExtend;
import io.sluice.api.v1.ConsumeHeartbeat;
import io.sluice.api.v1.ConsumeOutcome;
import io.sluice.api.v1.ConsumeRelease;
import io.sluice.api.v1.ConsumeRequest;
import io.sluice.api.v1.ConsumeResponse;
import io.sluice.api.v1.ConsumeStart;
import io.sluice.api.v1.QueueServiceGrpc;
import io.sluice.client.transport.CallFailure;
import io.sluice.client.transport.OpenStream;
import io.sluice.client.transport.StreamListener;
import io.sluice.client.transport.Transport;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One stream of messages from one node. A step takes 1 to 100 receipts; its tag, chosen by the
 * caller, comes back in {@link ConsumeListener#outcome}, and a tag of 0 asks for no outcome on
 * success. What is sent after the end of the stream is dropped. Thread-safe.
 */
public final class ConsumeStream implements AutoCloseable {
    private final OpenStream<ConsumeRequest, ConsumeResponse> stream;

    private ConsumeStream(OpenStream<ConsumeRequest, ConsumeResponse> stream) {
        this.stream = stream;
    }

    static ConsumeStream open(Transport transport, String queue, ConsumeOptions options, ConsumeListener listener) {
        ConsumeStart.Builder start = ConsumeStart.newBuilder()
                .setQueueUrl(queue)
                .setCredit(options.credit())
                .addAllMessageSystemAttributeNames(options.systemAttributes())
                .addAllMessageAttributeNames(options.attributes())
                .setHeartbeatSeconds(Wire.seconds(options.heartbeat()))
                .setConsumerName(options.consumerName());
        if (options.visibility() != null) {
            start.setVisibilityTimeout(Wire.seconds(options.visibility()));
        }
        OpenStream<ConsumeRequest, ConsumeResponse> stream =
                transport.stream(QueueServiceGrpc.getConsumeMethod(), PromptCalls.key(queue), new Ear(listener));
        stream.send(ConsumeRequest.newBuilder().setStart(start).build());
        return new ConsumeStream(stream);
    }

    /** Grants 1 to 10,000 further messages. */
    public void credit(int messages) {
        stream.send(ConsumeRequest.newBuilder()
                .setCredit(ConsumeCredit.newBuilder().setMessages(messages))
                .build());
    }

    /** Says that the consumer lives. */
    public void heartbeat() {
        stream.send(ConsumeRequest.newBuilder()
                .setHeartbeat(ConsumeHeartbeat.getDefaultInstance())
                .build());
    }

    /** Deletes messages that are done. */
    public void acknowledge(List<String> receipts, long tag) {
        stream.send(ConsumeRequest.newBuilder()
                .setAcknowledge(ConsumeAcknowledge.newBuilder()
                        .addAllReceiptHandles(receipts)
                        .setTag(tag))
                .build());
    }

    /** Keeps messages hidden for 1 s to 12 h from now. */
    public void extend(List<String> receipts, Duration visibility, long tag) {
        stream.send(ConsumeRequest.newBuilder()
                .setExtend(ConsumeExtend.newBuilder()
                        .addAllReceiptHandles(receipts)
                        .setVisibilityTimeout(Wire.seconds(visibility))
                        .setTag(tag))
                .build());
    }

    /** Gives messages back; they are visible after 0 s to 12 h. */
    public void release(List<String> receipts, Duration visibility, long tag) {
        release(receipts, visibility, tag, "");
    }

    /**
     * The same, and says why.
     *
     * @param reason what went wrong, up to 256 characters
     */
    public void release(List<String> receipts, Duration visibility, long tag, String reason) {
        stream.send(ConsumeRequest.newBuilder()
                .setRelease(ConsumeRelease.newBuilder()
                        .setReason(reason)
                        .addAllReceiptHandles(receipts)
                        .setVisibilityTimeout(Wire.seconds(visibility))
                        .setTag(tag))
                .build());
    }

    /** Says that nothing more will be sent; the node then ends the stream. */
    public void finish() {
        stream.halfClose();
    }

    /** Ends the stream because its node does not answer, so that the next one avoids that node. */
    public void abandon(String why) {
        stream.abandon(why);
    }

    /** Ends the stream at once. */
    @Override
    public void close() {
        stream.cancel("closed by the consumer");
    }

    /** Translates what the node says. */
    private record Ear(ConsumeListener listener) implements StreamListener<ConsumeResponse> {
        @Override
        public void heard(ConsumeResponse message) {
            switch (message.getStepCase()) {
                case STARTED -> {
                    if (message.getStarted().getSession()) {
                        listener.sessionBegun();
                    }
                    listener.started(message.getStarted().getNodeId());
                }
                case LEASE_LOST -> listener.leasesLost(message.getLeaseLost().getReceiptHandlesList());
                case WITHHELD ->
                    listener.withheld(
                            message.getWithheld().getReason(),
                            message.getWithheld().getForgotten());
                case MESSAGES ->
                    listener.received(Wire.received(
                            message.getMessages().getMessagesList(),
                            message.getMessages().getFencingNumbersList()));
                case OUTCOME -> outcome(message.getOutcome());
                case STEP_NOT_SET -> {
                    // A step of a later version, which this one does not need to know.
                }
            }
        }

        private void outcome(ConsumeOutcome outcome) {
            Map<String, BatchResult.Failure> failed = new LinkedHashMap<>();
            for (BatchResultErrorEntry entry : outcome.getFailedList()) {
                failed.put(entry.getId(), Wire.failure(entry));
            }
            listener.outcome(outcome.getTag(), outcome.getSucceeded(), failed);
        }

        @Override
        public void ended(CallFailure reason) {
            listener.ended(Pending.translate(reason));
        }
    }
}
