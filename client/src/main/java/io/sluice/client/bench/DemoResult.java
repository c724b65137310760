package io.sluice.client.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How the demo ended.
 *
 * @param sent messages handed to the client
 * @param acknowledged sends that were acknowledged
 * @param received different messages received
 * @param lost acknowledged and never received
 * @param duplicated deliveries of a message after its first
 * @param longestStallMillis longest time between acknowledged sends or between deliveries while sending
 * @param killTrouble why the leader was not killed, or did not come back; empty when it was and did, or when it was
 *     not to die
 */
public record DemoResult(
        long sent,
        long acknowledged,
        long received,
        long lost,
        long duplicated,
        double longestStallMillis,
        Optional<String> killTrouble) {

    /** One object for scripts. */
    public Map<String, Object> describe() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("sent", sent);
        all.put("acknowledged", acknowledged);
        all.put("received", received);
        all.put("lost", lost);
        all.put("duplicated", duplicated);
        all.put("longest_stall_ms", longestStallMillis);
        all.put("kill_trouble", killTrouble.orElse(null));
        return all;
    }
}
