package io.sluice.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.api.v1.QueueServiceGrpc;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

final class ServiceConfigTest {
    @Test
    void spreadsCallsAndRetriesWhatIsSafeToRetry() throws IOException {
        try (InputStream file = SluiceClient.class.getResourceAsStream("service-config.json")) {
            assertThat(file).isNotNull();
            JsonNode config = new ObjectMapper().readTree(file);

            assertThat(config.at("/loadBalancingConfig/0").has("round_robin")).isTrue();
            assertThat(config.at("/methodConfig/0/name/0/service").asText()).isEqualTo(QueueServiceGrpc.SERVICE_NAME);
            assertThat(config.at("/methodConfig/0/retryPolicy/retryableStatusCodes/0")
                            .asText())
                    .isEqualTo("UNAVAILABLE");
            // gRPC allows five attempts at most, the first included.
            assertThat(config.at("/methodConfig/0/retryPolicy/maxAttempts").asInt())
                    .isEqualTo(5);
        }
    }
}
