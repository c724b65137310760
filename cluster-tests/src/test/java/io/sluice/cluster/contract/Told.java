package io.sluice.cluster.contract;

/**
 * What a caller is told of what he may not do.
 *
 * @param code by the names of the protocol; empty when the call succeeded
 * @param status of HTTP or of gRPC
 * @param fault {@code Sender} or {@code Receiver}; empty where the status alone tells
 */
record Told(String code, String status, String fault, String text) {
    private static final String SENDER = "Sender";

    /** What must be told by a face, if the text is this. */
    static Told expected(Provocation provocation, Face face, String text) {
        AwsError error = provocation.error();
        if (provocation.ofEntry()) {
            return new Told(error.queryCode(), face == Face.GRPC ? "OK" : "200", SENDER, text);
        }
        String status = Integer.toString(error.httpStatus());
        return switch (face) {
            case GRPC -> new Told(error.grpcCode(), error.grpcStatus().name(), "", text);
            case JSON -> new Told(json(error), status, SENDER, text);
            // Without a word of the query protocol, statuses are those of JSON alone.
            case BARE_JSON -> new Told(json(error), "400", SENDER, text);
            case QUERY -> new Told(error.queryCode(), status, SENDER, text);
        };
    }

    private static String json(AwsError error) {
        String namespace = error.isOfTheFramework() ? "com.amazon.coral.service#" : "com.amazonaws.sqs#";
        return namespace + error.shape() + " " + error.queryCode();
    }
}
