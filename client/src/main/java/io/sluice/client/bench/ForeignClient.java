package io.sluice.client.bench;

import io.sluice.client.transport.Calls;
import java.net.URI;
import java.util.List;

/**
 * A client that is not ours, driven by a benchmark: it carries the calls to send a batch, to receive, and to delete a
 * batch in its own way. Found by {@link java.util.ServiceLoader}, since what it needs is no part of the command line.
 */
public interface ForeignClient extends Calls, AutoCloseable {
    /** Makes a standard queue, of which the calls are. */
    void createQueue(String name);

    /** Deletes it. */
    void deleteQueue(String name);

    /** Receives that a lane keeps under way. */
    int receivesPerLane();

    /** Ends what is under way and lets the connections go. */
    @Override
    void close();

    /** Makes such clients. */
    interface Maker {
        /** A client of these nodes, between which it divides its calls; one at least. */
        ForeignClient open(List<URI> endpoints);
    }
}
