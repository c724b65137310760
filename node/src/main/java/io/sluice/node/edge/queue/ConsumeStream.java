package io.sluice.node.edge.queue;

import io.sluice.api.v1.ConsumeResponse;
import io.sluice.node.edge.call.ApiError;

/** A consumer's stream as its parts see it. All but {@link #inOrder} is called in order. */
interface ConsumeStream {
    /** Does something after all that was asked for before; from any thread. */
    void inOrder(Runnable event);

    /** True while the transport takes more without piling it up. */
    boolean isReady();

    /** True when the stream serves no more. */
    boolean isOver();

    /** True while the next step of the client would be taken. */
    boolean listens();

    /** Tells the client. */
    void send(ConsumeResponse response);

    /** Ends the stream with an error. */
    void fail(ApiError error);

    /** Says that something has changed, so that more can perhaps be done. */
    void proceed();
}
