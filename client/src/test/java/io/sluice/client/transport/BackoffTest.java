package io.sluice.client.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class BackoffTest {
    private final TransportConfig config = TransportConfig.of(List.of(Address.parse("127.0.0.1:4565")));

    @Test
    void doublesUpToItsMaximum() {
        Backoff backoff = new Backoff(config);

        assertThat(backoff.boundNanos(1)).isEqualTo(config.backoffMin().toNanos());
        assertThat(backoff.boundNanos(2)).isEqualTo(2 * config.backoffMin().toNanos());
        assertThat(backoff.boundNanos(1000)).isEqualTo(config.backoffMax().toNanos());
    }

    @Test
    void staysWithinItsBound() {
        Backoff backoff = new Backoff(config);

        for (int i = 0; i < 1000; i++) {
            assertThat(backoff.pauseNanos(3)).isBetween(1L, backoff.boundNanos(3));
        }
    }

    @Test
    void readsAddresses() {
        assertThat(Address.parse(" [::1]:4565 ")).isEqualTo(new Address("::1", 4565));
        assertThat(Address.parse("[::1]:4565")).hasToString("[::1]:4565");
        assertThatThrownBy(() -> Address.parse("nowhere")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Address.parse("host:70000")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void requestIdsNeverRepeat() {
        RequestIds ids = RequestIds.random();

        assertThat(ids.next()).matches("[0-9a-f]{16}-1").isNotEqualTo(ids.next());
    }
}
