package io.sluice.node.edge;

/** Whose calls a node takes, by gRPC and by AWS's protocols alike. */
public enum AccessMode {
    /** Anybody's, whatever the credentials; only where nobody but this machine can call. */
    DEVELOPMENT("development mode: calls are taken with any credentials or none, on loopback only"),
    /** Those that are made with an access key of the cluster. */
    KEYS("calls are taken with access keys only");

    private final String sentence;

    AccessMode(String sentence) {
        this.sentence = sentence;
    }

    /** The same for people. */
    public String sentence() {
        return sentence;
    }
}
