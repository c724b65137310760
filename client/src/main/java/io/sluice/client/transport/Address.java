package io.sluice.client.transport;

/** Where a node's gRPC face listens, written {@code host:port}; the port is 1 to 65535. */
public record Address(String host, int port) {

    public Address {
        if (host.isBlank() || port < 1 || port > 65_535) {
            throw new IllegalArgumentException("not an address: " + host + ":" + port);
        }
    }

    /**
     * Reads {@code host:port}; an IPv6 host stands in brackets.
     *
     * @throws IllegalArgumentException when the text is neither
     */
    public static Address parse(String text) {
        String trimmed = text.trim();
        int colon = trimmed.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("an address is host:port, not '" + text + "'");
        }
        String host = trimmed.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        try {
            return new Address(host, Integer.parseInt(trimmed.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("an address is host:port, not '" + text + "'", e);
        }
    }

    @Override
    public String toString() {
        return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
    }
}
