package io.sluice.node.edge.access;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Who makes a call, and from where.
 *
 * @param address of the other end of the connection, where it is known
 * @param secure the connection is encrypted
 */
public record Caller(Identity identity, Optional<InetAddress> address, boolean secure) {
    /** Anybody, in development mode. */
    public static Caller development(String account) {
        return new Caller(Identity.development(account), Optional.empty(), false);
    }

    /** Whose queues bare names mean. */
    public String account() {
        return identity.account();
    }
}
