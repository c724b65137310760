package io.sluice.client;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of a batch, entry by entry; the keys are the entries' positions in the batch, from 0.
 * Every entry is in one of the two.
 */
public record BatchResult<T>(Map<Integer, T> successful, Map<Integer, Failure> failed) {

    public BatchResult {
        successful = Collections.unmodifiableMap(new TreeMap<>(successful));
        failed = Collections.unmodifiableMap(new TreeMap<>(failed));
    }

    /**
     * Why an entry failed.
     *
     * @param code the AWS error code
     * @param message the AWS text
     * @param senderFault true when a repetition cannot succeed
     */
    public record Failure(String code, String message, boolean senderFault) {}
}
