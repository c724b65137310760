package io.sluice.client.transport;

import io.grpc.Metadata;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which node leads what a call is about. A hint, never needed: any node serves any call.
 * Holds at most {@link TransportConfig#LEADERS_MAX} entries and forgets them all when full.
 */
final class Leaders {
    /** Header or trailer by which a node names the leader: {@code host:port}. */
    static final Metadata.Key<String> LEADER = Metadata.Key.of("sluice-leader", Metadata.ASCII_STRING_MARSHALLER);

    private final ConcurrentHashMap<String, String> addresses = new ConcurrentHashMap<>();

    @Nullable
    String of(String leaderKey) {
        return addresses.get(leaderKey);
    }

    void learn(String leaderKey, Metadata metadata) {
        @Nullable String address = metadata.get(LEADER);
        if (address == null || leaderKey.isEmpty() || address.equals(addresses.get(leaderKey))) {
            return;
        }
        if (addresses.size() >= TransportConfig.LEADERS_MAX) {
            addresses.clear();
        }
        addresses.put(leaderKey, address);
    }

    /** Forgets the leader if it is still the one that failed. */
    void forget(String leaderKey, String failed) {
        addresses.remove(leaderKey, failed);
    }
}
