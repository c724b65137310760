package io.sluice.node.app;

import io.sluice.node.app.config.AccessSettings;
import io.sluice.node.app.config.NodeConfig;
import io.sluice.node.edge.AccessMode;
import io.sluice.node.edge.EdgeConfig;
import io.sluice.node.edge.access.Caller;
import io.sluice.node.edge.call.Callers;
import io.sluice.node.edge.keys.KeyCallers;
import io.sluice.node.edge.keys.KeyRing;
import io.sluice.node.edge.keys.RootKey;
import io.sluice.node.edge.keys.SecretSeal;
import io.sluice.node.edge.wire.sign.Verifier;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;

/**
 * Who may call this node, as its configuration has it.
 *
 * @param callers tell who makes a call of gRPC
 * @param verifier tells who makes a call of AWS; empty where that is anybody
 * @param anybody who it then is
 */
record AccessParts(AccessMode mode, SecretSeal seal, Callers callers, Optional<Verifier> verifier, Caller anybody) {
    private static final long USES_NOTED_MILLIS = 60_000;

    static AccessParts of(
            NodeConfig config,
            EdgeConfig edge,
            Path dataDir,
            Replication.Running running,
            SecureRandom random,
            Rounds rounds)
            throws StartException {
        AccessSettings settings = config.access();
        Caller anybody = Caller.development(edge.account());
        SecretSeal seal = seal(settings, random);
        if (mode(settings.mode(), config.bindAddress()) == AccessMode.DEVELOPMENT) {
            return new AccessParts(AccessMode.DEVELOPMENT, seal, Callers.always(anybody), Optional.empty(), anybody);
        }
        Path rootKey = settings.rootKeyFile().isEmpty() ? dataDir.resolve("root.key") : Path.of(settings.rootKeyFile());
        try {
            KeyRing keys = new KeyRing(
                    running.catalog(),
                    running.router(),
                    seal,
                    Optional.of(RootKey.of(rootKey, edge.account(), random)));
            rounds.every(USES_NOTED_MILLIS, "key-uses", keys::noteUses);
            Verifier verifier = new Verifier(
                    keys, new Verifier.Settings(edge.region(), settings.clockSkewMax(), Clock.systemUTC()));
            return new AccessParts(AccessMode.KEYS, seal, new KeyCallers(keys), Optional.of(verifier), anybody);
        } catch (IOException e) {
            throw new StartException(ExitCode.UNAVAILABLE, "root key: " + e.getMessage(), e);
        }
    }

    /** What a node that listens there takes; {@code Node} refuses development mode off loopback before. */
    static AccessMode mode(AccessSettings.Mode configured, String bindAddress) {
        return switch (configured) {
            case DEVELOPMENT -> AccessMode.DEVELOPMENT;
            case KEYS -> AccessMode.KEYS;
            case AUTO -> onLoopback(bindAddress) ? AccessMode.DEVELOPMENT : AccessMode.KEYS;
        };
    }

    private static boolean onLoopback(String bindAddress) {
        try {
            return InetAddress.getByName(bindAddress).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    private static SecretSeal seal(AccessSettings settings, SecureRandom random) throws StartException {
        if (settings.sealingFile().isEmpty()) {
            return SecretSeal.none();
        }
        try {
            return SecretSeal.under(Files.readAllBytes(Path.of(settings.sealingFile())), random);
        } catch (IOException | IllegalArgumentException e) {
            throw new StartException(
                    ExitCode.UNAVAILABLE, "access.sealingFile " + settings.sealingFile() + ": " + e.getMessage(), e);
        }
    }
}
