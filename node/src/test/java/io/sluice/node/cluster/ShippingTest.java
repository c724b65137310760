package io.sluice.node.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.sluice.node.model.TabletId;
import io.sluice.node.raft.CheckpointSource;
import io.sluice.peer.v1.FetchCheckpointResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who finds too many before him is told to come again, and his stream is not left open. */
@Timeout(20)
final class ShippingTest {
    private static final TabletId TABLET = new TabletId(1);

    @Test
    void whatIsTooMuchIsRefusedAtOnce() {
        CountDownLatch never = new CountDownLatch(1);
        PeerServer.Checkpoints slow = new PeerServer.Checkpoints() {
            @Override
            public <R> R withCheckpoint(TabletId tablet, CheckpointSource.Use<R> use) throws IOException {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                throw new IOException("stopped");
            }
        };
        List<Asked> asked = new ArrayList<>();
        try (Shipping shipping = new Shipping()) {
            IntStream.rangeClosed(0, Shipping.AT_ONCE + Shipping.WAITING_MAX).forEach(i -> {
                asked.add(new Asked());
                shipping.ship(TABLET, asked.get(i), slow);
            });

            Asked last = asked.remove(asked.size() - 1);
            assertThat(asked).allMatch(each -> each.error == null);
            assertThat(last.error).isNotNull();
            assertThat(Status.fromThrowable(last.error).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        }
    }

    /** A call of a peer; it takes whatever comes. */
    private static final class Asked extends ServerCallStreamObserver<FetchCheckpointResponse> {
        private volatile @Nullable Throwable error;

        @Override
        public void onError(Throwable thrown) {
            error = thrown;
        }

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void onNext(FetchCheckpointResponse response) {}

        @Override
        public void onCompleted() {}

        @Override
        public void setOnCancelHandler(Runnable handler) {}

        @Override
        public void setOnReadyHandler(Runnable handler) {}

        @Override
        public void setCompression(String compression) {}

        @Override
        public void disableAutoInboundFlowControl() {}

        @Override
        public void request(int count) {}

        @Override
        public void setMessageCompression(boolean enable) {}
    }
}
