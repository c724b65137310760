package io.sluice.client.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.MethodDescriptor;
import io.sluice.client.ClientConfig;
import io.sluice.client.SluiceClient;
import io.sluice.client.fake.FakeCluster;
import io.sluice.client.fake.Flaw;
import io.sluice.client.transport.Address;
import io.sluice.client.transport.CallSpec;
import io.sluice.client.transport.Transport;
import io.sluice.client.transport.TransportConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Another client's messages are counted, and accounted for, as our own's are. */
@Timeout(120)
final class ForeignBenchTest {
    @Test
    void runsByAnotherClientAndSeesItsFlaws() throws Exception {
        assertThat(run(Flaw.NONE, SmallBench.at(0)).books()).isEqualTo(new BenchResult.Books(0, 0, 0));
        assertThat(run(Flaw.LOSES, SmallBench.at(0)).books().lost()).isPositive();
    }

    @Test
    void refusesWhatOnlyOurOwnClientCan() {
        BenchOptions single = SmallBench.at(0).withSingle(true);

        assertThatThrownBy(() -> run(Flaw.NONE, single)).isInstanceOf(IllegalArgumentException.class);
    }

    private static BenchResult run(Flaw flaw, BenchOptions options) throws Exception {
        try (FakeCluster cluster = FakeCluster.start(1, flaw)) {
            ClientConfig config = ClientConfig.of(Arrays.asList(cluster.addresses()));
            try (Foreign foreign = new Foreign(config)) {
                return new Bench(config, options, new ArrayList<>()::add).run(foreign);
            }
        }
    }

    /** Our own transport in the clothes of another client. */
    private static final class Foreign implements ForeignClient {
        private final SluiceClient client;
        private final Transport transport;

        Foreign(ClientConfig config) {
            List<Address> addresses =
                    config.addresses().stream().map(Address::parse).toList();
            this.client = SluiceClient.open(config);
            this.transport = Transport.open(TransportConfig.of(addresses));
        }

        @Override
        public void createQueue(String name) {
            client.queues().createQueue(name);
        }

        @Override
        public void deleteQueue(String name) {
            client.queues().deleteQueue(name);
        }

        @Override
        public int receivesPerLane() {
            return 2;
        }

        @Override
        public String nextRequestId() {
            return transport.nextRequestId();
        }

        @Override
        public <Q, R> CompletableFuture<R> call(MethodDescriptor<Q, R> method, Q request, CallSpec spec) {
            return transport.call(method, request, spec);
        }

        @Override
        public Optional<String> leaderOf(String leaderKey) {
            return Optional.empty();
        }

        @Override
        public void close() {
            transport.close();
            client.close();
        }
    }
}
