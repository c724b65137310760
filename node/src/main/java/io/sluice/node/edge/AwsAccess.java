package io.sluice.node.edge;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Whose AWS calls a node takes. */
public enum AwsAccess {
    /** Anybody's, whatever the credentials; only where nobody but this machine can call. */
    DEVELOPMENT("development mode: AWS calls are taken with any credentials, on loopback only"),
    /** Nobody's. */
    CLOSED("AWS calls are refused: credentials cannot be checked yet, so they are taken on loopback only");

    private final String sentence;

    AwsAccess(String sentence) {
        this.sentence = sentence;
    }

    /** What a node that listens there may take. */
    public static AwsAccess on(String bindAddress) {
        try {
            return InetAddress.getByName(bindAddress).isLoopbackAddress() ? DEVELOPMENT : CLOSED;
        } catch (UnknownHostException unknown) {
            return CLOSED;
        }
    }

    /** The same for people. */
    public String sentence() {
        return sentence;
    }
}
