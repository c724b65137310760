package io.sluice.client.transport;

/** Hears a stream, one call at a time, on a thread of the transport; nothing in it may block. */
public interface StreamListener<R> {

    /** The node said something. */
    void heard(R message);

    /** The stream is over, by our wish or not; nothing follows. */
    void ended(CallFailure reason);
}
