package io.sluice.node.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.StatusRuntimeException;
import io.sluice.node.model.NodeId;
import io.sluice.peer.v1.StatusRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A peer that cannot be reached is tried again soon, however often that failed. */
@Timeout(20)
final class PeerLinkTest {
    /** gRPC's own pauses (1 s, then each 1.6 times the one before) would take minutes for as many. */
    private static final int ATTEMPTS = 10;

    @Test
    void aPeerThatIsGoneIsTriedAgainWithoutEverLongerPauses() throws IOException {
        try (ServerSocket door = new ServerSocket(0, ATTEMPTS, InetAddress.getLoopbackAddress())) {
            NodeAddress address = new NodeAddress(
                    new NodeId("n2"), door.getInetAddress().getHostAddress(), 0, 0, door.getLocalPort(), 0);
            try (PeerLink link = new PeerLink(address, Optional.empty())) {
                assertThatThrownBy(() -> {
                            door.close();
                            link.blockingStub(5_000).status(StatusRequest.getDefaultInstance());
                        })
                        .isInstanceOf(StatusRuntimeException.class);
                assertThat(attempts(address.peerPort())).isEqualTo(ATTEMPTS);
            }
        }
    }

    /** Slams the door on everyone who knocks, until enough have. */
    private static int attempts(int port) throws IOException {
        int attempts = 0;
        try (ServerSocket door = new ServerSocket(port, ATTEMPTS, InetAddress.getLoopbackAddress())) {
            while (attempts < ATTEMPTS) {
                door.accept().close();
                attempts++;
            }
        }
        return attempts;
    }
}
