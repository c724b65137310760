package io.sluice.node.edge.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import com.sun.management.ThreadMXBean;
import io.sluice.node.edge.wire.codec.Unreadable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Bodies that are larger than they look. */
final class BodiesTest {
    private static final int BYTES_MAX = 1 << 20;

    private final Bodies bodies = new Bodies(BYTES_MAX);

    private static Incoming zipped(int bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
            byte[] some = new byte[1 << 16];
            for (int left = bytes; left > 0; left -= some.length) {
                zip.write(some, 0, Math.min(left, some.length));
            }
        }
        return coded("gzip", packed.toByteArray());
    }

    private static Incoming coded(String encoding, byte[] body) {
        RequestHeaders headers = RequestHeaders.of(HttpMethod.POST, "/", "content-encoding", encoding);
        return new Incoming(headers, "/", "", HttpData.wrap(body));
    }

    @Test
    void theLimitHoldsForWhatIsMeant() throws Exception {
        assertThat(bodies.decoded(zipped(BYTES_MAX)).body().length()).isEqualTo(BYTES_MAX);
        assertThatThrownBy(() -> bodies.decoded(zipped(BYTES_MAX + 1))).isInstanceOf(Bodies.TooLarge.class);
    }

    @Test
    void aBombTakesNoMoreMemoryThanABodyMayHave() throws Exception {
        Incoming bomb = zipped(64 * BYTES_MAX);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        assertThatThrownBy(() -> bodies.decoded(bomb)).isInstanceOf(Bodies.TooLarge.class);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(8L * BYTES_MAX);
    }

    @Test
    void noOtherPackingIsTaken() throws Exception {
        assertThatThrownBy(() -> bodies.decoded(coded("deflate", new byte[0]))).isInstanceOf(Unreadable.class);
        assertThatThrownBy(() -> bodies.decoded(coded("gzip, gzip", new byte[0])))
                .isInstanceOf(Unreadable.class);
        assertThatThrownBy(() -> bodies.decoded(coded("gzip", new byte[0]))).isInstanceOf(Unreadable.class);
        assertThat(bodies.decoded(coded("identity", new byte[3])).body().length())
                .isEqualTo(3);
    }
}
