package io.sluice.client;

import io.sluice.api.v1.DeliveryRate;
import io.sluice.api.v1.GetDeliveryRequest;
import io.sluice.api.v1.GetDeliveryResponse;
import io.sluice.api.v1.QueueServiceGrpc;
import io.sluice.api.v1.SetDeliveryRequest;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Pauses queues and limits what they give. Sends go on, and so does all that is done with messages that were received.
 * A queue is named by its name or its URL. Every method throws {@link SluiceException} when there is no good answer in
 * time. Thread-safe.
 */
public final class DeliveryClient {
    private final PromptCalls calls;

    DeliveryClient(PromptCalls calls) {
        this.calls = calls;
    }

    /** Receives get nothing, and polls wait, until the queue is resumed. */
    public void pause(String queue) {
        set(request(queue).setPaused(true), queue);
    }

    /** Lets a paused queue go on. */
    public void resume(String queue) {
        set(request(queue).setPaused(false), queue);
    }

    /** Replaces all limits of the queue. */
    public void limit(String queue, DeliveryLimits limits) {
        SetDeliveryRequest.Builder request = request(queue);
        request.getLimitsBuilder().setInFlight(limits.inFlight()).setGroupInFlight(limits.groupInFlight());
        if (limits.messages() != 0) {
            request.getLimitsBuilder().setRate(rate(limits.messages(), limits.per()));
        }
        if (limits.groupMessages() != 0) {
            request.getLimitsBuilder().setGroupRate(rate(limits.groupMessages(), limits.groupPer()));
        }
        set(request, queue);
    }

    private static DeliveryRate rate(int messages, Duration per) {
        return DeliveryRate.newBuilder()
                .setMessages(messages)
                .setSeconds(Math.toIntExact(per.toSeconds()))
                .build();
    }

    /** How the queue gives its messages. */
    public DeliveryInfo get(String queue) {
        return calls.await(
                QueueServiceGrpc.getGetDeliveryMethod(),
                GetDeliveryRequest.newBuilder().setQueueUrl(queue).build(),
                queue,
                DeliveryClient::info);
    }

    private static DeliveryInfo info(GetDeliveryResponse told) {
        DeliveryRate rate = told.getLimits().getRate();
        DeliveryRate groupRate = told.getLimits().getGroupRate();
        return new DeliveryInfo(
                instant(told.getPausedTimestamp()),
                new DeliveryLimits(
                        rate.getMessages(),
                        per(rate),
                        told.getLimits().getInFlight(),
                        groupRate.getMessages(),
                        per(groupRate),
                        told.getLimits().getGroupInFlight()),
                told.getWithheld(),
                instant(told.getNextTimestamp()));
    }

    private static Duration per(DeliveryRate rate) {
        return Duration.ofSeconds(Math.max(1, rate.getSeconds()));
    }

    private static @Nullable Instant instant(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }

    private SetDeliveryRequest.Builder request(String queue) {
        return SetDeliveryRequest.newBuilder().setQueueUrl(queue).setRequestId(calls.requestId());
    }

    private void set(SetDeliveryRequest.Builder request, String queue) {
        calls.await(QueueServiceGrpc.getSetDeliveryMethod(), request.build(), queue, Done::of);
    }
}
