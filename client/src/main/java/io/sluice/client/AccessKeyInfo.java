package io.sluice.client;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An access key without its secret.
 *
 * @param keyId what callers name it by
 * @param account of its callers, twelve digits
 * @param name of its user
 * @param actions what it may do, such as {@code sqs:SendMessage}
 * @param resources on which ARNs
 * @param lastUsed some minutes behind at most; empty for never
 * @param sealed its secret is encrypted where the cluster stores it
 */
public record AccessKeyInfo(
        String keyId,
        String account,
        String name,
        List<String> actions,
        List<String> resources,
        Instant created,
        Optional<Instant> lastUsed,
        boolean sealed) {
    public AccessKeyInfo {
        actions = List.copyOf(actions);
        resources = List.copyOf(resources);
    }
}
