package io.sluice.node.machine.part;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.node.model.RequestId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ring finds what a plain map finds, through growth, wrap and removal in any order of its hash table. */
final class RequestRingTest {
    private static final int STEPS = 20_000;

    /** Few clients and calls make many collisions; the bound on the size goes up and down. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void findsWhatAPlainMapFinds(long seed) {
        Random random = new Random(seed);
        RequestRing ring = new RequestRing();
        Map<RequestId, Long> expected = new LinkedHashMap<>();
        for (int index = 0; index < STEPS; index++) {
            for (int i = random.nextInt(4); i > 0; i--) {
                RequestId id = new RequestId(random.nextInt(3), random.nextInt(20_000));
                if (expected.putIfAbsent(id, (long) index) == null) {
                    ring.add(id, index, index * 10L);
                }
            }
            int sizeMax = index % 8_000 < 4_000 ? 3_000 : 50;
            while (ring.size() > sizeMax) {
                long oldest = ring.oldestIndex();
                assertThat(ring.oldestMillis()).isEqualTo(oldest * 10);
                assertThat(oldest).isEqualTo(expected.values().iterator().next());
                ring.removeOldestEntry();
                expected.values().removeIf(one -> one == oldest);
            }
            RequestId asked = new RequestId(random.nextInt(3), random.nextInt(20_000));
            assertThat(ring.find(asked)).isEqualTo(expected.getOrDefault(asked, -1L));
            assertThat(ring.size()).isEqualTo(expected.size());
        }
        expected.forEach((id, index) -> assertThat(ring.find(id)).isEqualTo(index));
    }

    @Test
    void forgetsAllWhenCleared() {
        RequestRing ring = new RequestRing();
        RequestId id = new RequestId(1, 1);
        ring.add(id, 5, 50);

        ring.clear();

        assertThat(ring.size()).isZero();
        assertThat(ring.find(id)).isEqualTo(-1);
    }
}
