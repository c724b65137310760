package io.sluice.node.command;

import java.util.List;

/**
 * What callers prove with who they are.
 *
 * @param id what they name it by
 * @param account theirs, twelve digits
 * @param name of their user
 * @param secret as {@code sealing} says; nobody below the edge reads it
 * @param actions patterns of what it allows
 * @param resources patterns of ARNs of that on which it allows it
 * @param createdMillis log time; 0 in the command that makes it
 * @param usedMillis log time at which a use was last noted; 0 for never
 */
public record AccessKey(
        String id,
        String account,
        String name,
        Bytes secret,
        Sealing sealing,
        List<String> actions,
        List<String> resources,
        long createdMillis,
        long usedMillis) {
    /** How the secret is kept. The number is written to disk and never changes. */
    public enum Sealing {
        /** As it is. */
        CLEAR(1),
        /** AES-256-GCM under the cluster's sealing secret: nonce of 12 bytes, cipher text, tag of 16 bytes. */
        AES_GCM(2);

        private final int number;

        Sealing(int number) {
            this.number = number;
        }

        /** The number on disk. */
        public int number() {
            return number;
        }

        static Sealing of(int number) {
            for (Sealing sealing : values()) {
                if (sealing.number == number) {
                    return sealing;
                }
            }
            throw new IllegalArgumentException("no sealing has the number " + number);
        }
    }

    public AccessKey {
        actions = List.copyOf(actions);
        resources = List.copyOf(resources);
    }

    /** The same, made then. */
    public AccessKey createdAt(long millis) {
        return new AccessKey(id, account, name, secret, sealing, actions, resources, millis, usedMillis);
    }

    /** The same, used then. */
    public AccessKey usedAt(long millis) {
        return new AccessKey(id, account, name, secret, sealing, actions, resources, createdMillis, millis);
    }
}
