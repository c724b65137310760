package io.sluice.node.edge.keys;

import io.sluice.node.command.AccessKey;
import io.sluice.node.command.Bytes;
import io.sluice.node.edge.queue.TestRouters;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A ring of keys that a test makes and takes away. */
public final class TestKeys {
    /** An id and its secret. */
    public static final String ID = "SLKYAAAAAAAAAAAAAAAA";

    /** See {@link #ID}. */
    public static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    private final Map<String, AccessKey> stored = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();
    private final KeyRing ring = new KeyRing(
            id -> Optional.ofNullable(stored.get(id)),
            changes::get,
            TestRouters.empty(),
            SecretSeal.none(),
            Optional.empty());

    /** The ring. */
    public KeyRing ring() {
        return ring;
    }

    /** Adds a key of {@link #SECRET}. */
    public TestKeys with(String id, String account, String name, List<String> actions, List<String> resources) {
        Bytes secret = new Bytes(SECRET.getBytes(StandardCharsets.US_ASCII));
        stored.put(id, new AccessKey(id, account, name, secret, AccessKey.Sealing.CLEAR, actions, resources, 1, 0));
        changes.incrementAndGet();
        return this;
    }

    /** Takes a key away. */
    public void without(String id) {
        stored.remove(id);
        changes.incrementAndGet();
    }
}
