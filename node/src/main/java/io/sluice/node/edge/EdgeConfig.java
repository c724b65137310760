package io.sluice.node.edge;

import io.sluice.node.edge.call.CallTimes;
import io.sluice.node.edge.queue.QueueAddresses;
import java.time.Duration;

/**
 * Settings of the gRPC face.
 *
 * @param host what it listens on; loopback unless the operator says otherwise
 * @param port what it listens on; 0 takes any free one
 * @param publicUrl scheme, host and port in the queue URLs that are given out, without a slash at the end
 * @param account account of callers and of bare queue names, twelve digits
 * @param region region in ARNs
 * @param callTime deadline of a call that names none
 * @param pollGrace beyond its wait, the deadline of a poll that names none
 * @param callTimeMax longest time that any call is worked on
 * @param messageBytesMax largest request
 * @param connectionsMax open connections; more are closed at once
 * @param callsPerConnectionMax calls and streams of one connection at a time
 * @param stopTime how long calls under way may take to finish when the face stops
 */
public record EdgeConfig(
        String host,
        int port,
        String publicUrl,
        String account,
        String region,
        Duration callTime,
        Duration pollGrace,
        Duration callTimeMax,
        int messageBytesMax,
        int connectionsMax,
        int callsPerConnectionMax,
        Duration stopTime) {
    private static final String ACCOUNT_DEFAULT = "000000000000";
    private static final String REGION_DEFAULT = "us-east-1";
    private static final int MESSAGE_BYTES_MAX = 4 << 20;
    private static final int CONNECTIONS_MAX = 10_000;
    private static final int CALLS_PER_CONNECTION_MAX = 10_000;

    /** The defaults, on this address. */
    public static EdgeConfig listening(String host, int port, String publicUrl) {
        return new EdgeConfig(
                host,
                port,
                publicUrl,
                ACCOUNT_DEFAULT,
                REGION_DEFAULT,
                Duration.ofSeconds(20),
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                MESSAGE_BYTES_MAX,
                CONNECTIONS_MAX,
                CALLS_PER_CONNECTION_MAX,
                Duration.ofSeconds(5));
    }

    /** Until when calls wait. */
    public CallTimes times() {
        return new CallTimes(callTime, pollGrace, callTimeMax);
    }

    /** Names and URLs of queues. */
    public QueueAddresses addresses() {
        return new QueueAddresses(publicUrl, region);
    }
}
