package io.sluice.client.consumer;

import io.sluice.client.ReceivedMessage;

/**
 * What to do with a message. Returning acknowledges it; throwing gives it back. It may take as long as
 * it needs: the message stays hidden meanwhile. It is interrupted when the consumer must stop. The
 * same message may come again, as with every standard queue.
 */
@FunctionalInterface
public interface MessageHandler {

    /** Handles one message on one of the consumer's threads. */
    void handle(ReceivedMessage message) throws Exception;
}
