package io.sluice.node.edge.wire.shape;

import java.util.List;

/** Models that no face serves yet, for tests outside this package. */
public final class TestModels {
    private TestModels() {}

    /** Amazon SNS. */
    public static ServiceModel sns() {
        return Models.read("sns.json");
    }

    /** Amazon Kinesis. */
    public static ServiceModel kinesis() {
        return Models.read("kinesis.json");
    }

    /** All there are. */
    public static List<ServiceModel> all() {
        return List.of(Models.sqs(), sns(), kinesis());
    }
}
