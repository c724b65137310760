package io.sluice.cluster.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cluster.harness.ClusterExtension;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * All {@link Provocations} on a real cluster. Each error is told by gRPC, by JSON and by the query protocol, each time
 * by another node: code, status, fault, and text where the contract has words.
 */
@Tag("cluster")
final class ContractErrorsTest {
    @RegisterExtension
    static final ClusterExtension CLUSTER = ClusterExtension.shared();

    private final HttpCalls http = new HttpCalls(SqsModel.read());

    private Faces faces() {
        return new Faces(CLUSTER.get(), http);
    }

    @TestFactory
    Stream<DynamicContainer> isToldByEveryProtocol() {
        Stage stage = Stage.set(CLUSTER.get());
        return Provocations.byTheme().entrySet().stream()
                .map(theme -> DynamicContainer.dynamicContainer(
                        theme.getKey(),
                        theme.getValue().stream()
                                .map(one -> DynamicTest.dynamicTest(one.toString(), () -> provoke(stage, one)))));
    }

    private void provoke(Stage stage, Provocation provocation) throws IOException, InterruptedException {
        faces().provoke(provocation, stage.request(provocation), stage.text(provocation));
    }

    @Test
    void whatOnlyTheQueryProtocolRefusesIsToldSo() throws Exception {
        String root = faces().address(0);
        String queue = root + "000000000000/refused-any";

        assertThat(http.form(root, "Action=FooBar&Version=2012-11-05"))
                .isEqualTo(new Told(
                        "InvalidAction", "400", "Sender", "The action FooBar is not valid for this endpoint."));
        for (String operation : List.of("CreateQueue", "ListQueues")) {
            assertThat(http.form(queue, "Action=" + operation + "&Version=2012-11-05"))
                    .isEqualTo(new Told(
                            "InvalidAction",
                            "400",
                            "Sender",
                            "The action " + operation + " is not valid for this endpoint."));
        }
        HttpResponse<String> unknown = http.get(queue);
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("<UnknownOperationException/>");
    }
}
