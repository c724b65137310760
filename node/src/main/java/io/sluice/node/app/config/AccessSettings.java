package io.sluice.node.app.config;

import java.time.Duration;

/**
 * Who may call.
 *
 * @param mode who may; {@code auto} is anybody on loopback, and holders of keys elsewhere
 * @param rootKeyFile file of the key by which the first key is made; empty for {@code root.key} in the data directory
 * @param sealingFile file of the secret under which secrets of keys are encrypted; empty to keep them as they are
 * @param clockSkewMax how far the time of a signature may be from this node's
 */
public record AccessSettings(Mode mode, String rootKeyFile, String sealingFile, Duration clockSkewMax)
        implements Section {
    /** Who may call. */
    public enum Mode {
        AUTO,
        DEVELOPMENT,
        KEYS
    }

    public AccessSettings {
        Check.range("clockSkewMax", clockSkewMax, "1s", "1h");
    }

    static AccessSettings defaults() {
        return new AccessSettings(Mode.AUTO, "", "", Duration.ofMinutes(15));
    }
}
