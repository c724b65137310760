package io.sluice.cluster.contract;

import io.sluice.cluster.clients.AccessKeys;
import io.sluice.cluster.harness.ClusterExtension;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Every operation is refused, by each protocol, to one who has proved who he is and may do nothing with queues. */
@Tag("cluster")
final class DeniedCallsTest {
    @RegisterExtension
    static final ClusterExtension CLUSTER = AccessKeys.cluster();

    /** The root key makes other keys, and has no queues. */
    @TestFactory
    Stream<DynamicTest> isDenied() {
        AwsCredentialsIdentity root = AwsCredentialsIdentity.create(AccessKeys.ROOT.keyId(), AccessKeys.ROOT.secret());
        Faces faces = new Faces(CLUSTER.get(), new HttpCalls(SqsModel.read(), Optional.of(root)));
        return Samples.operations().stream()
                .map(operation -> DynamicTest.dynamicTest(operation, () -> {
                    String request = Samples.of(operation, "refused-jobs");
                    faces.provoke(
                            Provocation.of(operation, AwsError.ACCESS_DENIED, request), Stage.parsed(request), "");
                }));
    }
}
