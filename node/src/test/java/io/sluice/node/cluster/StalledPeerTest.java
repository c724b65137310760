package io.sluice.node.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.sluice.node.command.Bytes;
import io.sluice.node.command.Command;
import io.sluice.node.command.EntryCodec;
import io.sluice.node.command.Query;
import io.sluice.node.command.QueryCodec;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.command.ReplyCodec;
import io.sluice.node.model.NodeId;
import io.sluice.node.model.RequestId;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.TabletId;
import io.sluice.node.raft.ProposeFailure;
import io.sluice.peer.v1.FailureKind;
import io.sluice.peer.v1.ForwardRequest;
import io.sluice.peer.v1.ForwardResponse;
import io.sluice.peer.v1.PeerServiceGrpc;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is kept for a peer that does not read is bounded, and all goes on when it reads again. */
@Timeout(60)
final class StalledPeerTest {
    private static final TabletId TABLET = new TabletId(1);
    private static final int MIB = 1 << 20;

    /** Twice as many calls of a mebibyte as there is room for. */
    private static final int CALLS = (int) (2 * Pipe.REQUEST_BYTES_MAX / MIB);

    private static final Reply ANSWER = new Reply.Rejected(RejectionCode.RESOURCE_MISSING, "x".repeat(MIB));

    private Optional<Server> server = Optional.empty();

    @AfterEach
    void stop() {
        server.ifPresent(Server::shutdownNow);
    }

    @Test
    void callsToAPeerThatDoesNotReadAreRefusedBeyondABoundInBytes() throws Exception {
        CompletableFuture<ServerCallStreamObserver<ForwardResponse>> stream = new CompletableFuture<>();
        NodeAddress address = serve(responses -> {
            responses.disableAutoRequest();
            stream.complete(responses);
            return new Answering(responses);
        });
        try (PeerLink link = new PeerLink(address, Optional.empty())) {
            List<CompletableFuture<Reply>> calls = callMany(link);

            assertThat(calls.stream().filter(call -> !call.isDone()).count())
                    .isBetween(1L, Pipe.REQUEST_BYTES_MAX / MIB);
            assertThat(calls.stream().filter(CompletableFuture::isDone)).allSatisfy(StalledPeerTest::assertRefused);

            // Nobody waits for them any more, but gRPC still has them.
            calls.forEach(call -> call.cancel(false));
            assertRefused(callMany(link).get(CALLS - 1));

            stream.join().request(Integer.MAX_VALUE);
            await().atMost(20, TimeUnit.SECONDS)
                    .untilAsserted(() -> assertThat(call(link)).succeedsWithin(Duration.ofSeconds(5)));
        }
    }

    @Test
    void answersThatAPeerDoesNotReadAreLeftOutBeyondABoundInBytes() throws Exception {
        List<CompletableFuture<Reply>> parked = new CopyOnWriteArrayList<>();
        AtomicInteger handled = new AtomicInteger();
        NodeAddress address =
                serve(responses -> new Counting(new ForwardedCalls(new Parking(parked), responses), handled));
        ManagedChannel channel = NettyChannelBuilder.forAddress(address.host(), address.peerPort())
                .usePlaintext()
                .build();
        try {
            Reader reader = new Reader();
            StreamObserver<ForwardRequest> requests =
                    PeerServiceGrpc.newStub(channel).forward(reader);
            IntStream.range(0, CALLS).forEach(number -> requests.onNext(query(number)));
            await().until(() -> parked.size() == CALLS);

            parked.forEach(call -> call.complete(ANSWER));
            requests.onNext(query(CALLS));
            requests.onNext(query(CALLS + 1));
            await().until(() -> handled.get() == CALLS + 2);
            reader.toPeer.join().request(Integer.MAX_VALUE);
            await().atMost(20, TimeUnit.SECONDS)
                    .untilAsserted(() -> assertThat(reader.kinds).hasSize(CALLS + 2));

            assertThat(parked).hasSize(CALLS);
            long answered = Collections.frequency(reader.kinds, "answer");
            assertThat(answered).isBetween(ForwardedCalls.ANSWER_BYTES_MAX / MIB, CALLS - 1L);
            assertThat(reader.kinds.subList((int) answered, CALLS))
                    .containsOnly(FailureKind.FAILURE_KIND_UNKNOWN.name());
            assertThat(reader.kinds.subList(CALLS, CALLS + 2)).containsOnly(FailureKind.FAILURE_KIND_OVERLOADED.name());

            requests.onNext(query(CALLS + 2));
            await().until(() -> parked.size() == CALLS + 1);
            parked.get(CALLS).complete(ANSWER);
            await().until(() -> reader.kinds.size() == CALLS + 3);
            assertThat(reader.kinds.get(CALLS + 2)).isEqualTo("answer");
        } finally {
            channel.shutdownNow();
        }
    }

    private NodeAddress serve(Function<ServerCallStreamObserver<ForwardResponse>, StreamObserver<ForwardRequest>> calls)
            throws IOException {
        Server started = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .maxInboundMessageSize(2 * MIB)
                .permitKeepAliveTime(1, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .addService(new PeerServiceGrpc.PeerServiceImplBase() {
                    @Override
                    public StreamObserver<ForwardRequest> forward(StreamObserver<ForwardResponse> responses) {
                        return calls.apply((ServerCallStreamObserver<ForwardResponse>) responses);
                    }
                })
                .build()
                .start();
        server = Optional.of(started);
        return new NodeAddress(
                new NodeId("n2"), InetAddress.getLoopbackAddress().getHostAddress(), 0, 0, started.getPort(), 0);
    }

    private static List<CompletableFuture<Reply>> callMany(PeerLink link) {
        return IntStream.range(0, CALLS).mapToObj(number -> call(link)).toList();
    }

    private static CompletableFuture<Reply> call(PeerLink link) {
        Command command = new QueueCommand.Send(
                new ResourceId(1),
                List.of(new QueueCommand.Outgoing(new Bytes(new byte[MIB]), MIB, OptionalLong.empty())));
        Bytes item = new Bytes(EntryCodec.encodeItem(RequestId.NONE, command));
        long deadlineNanos = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        return link.execute(TABLET, new Call(RequestId.NONE, command, item, deadlineNanos, OptionalLong.empty()));
    }

    private static ForwardRequest query(long correlation) {
        return ForwardRequest.newBuilder()
                .setCorrelation(correlation)
                .setTablet(TABLET.value())
                .setQuery(QueryCodec.encode(new Query.Peek(new ResourceId(1))))
                .build();
    }

    private static void assertRefused(CompletableFuture<Reply> call) {
        assertThat(call.handle((reply, thrown) -> thrown))
                .succeedsWithin(Duration.ZERO)
                .isInstanceOfSatisfying(
                        ProposeFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(ProposeFailure.Kind.OVERLOADED));
    }

    /** Answers every request that it reads. */
    private record Answering(StreamObserver<ForwardResponse> responses) implements StreamObserver<ForwardRequest> {
        @Override
        public void onNext(ForwardRequest request) {
            if (!request.getCancel()) {
                responses.onNext(ForwardResponse.newBuilder()
                        .setCorrelation(request.getCorrelation())
                        .setReply(ByteString.copyFrom(ReplyCodec.encode(Reply.Done.DONE)))
                        .build());
            }
        }

        @Override
        public void onError(Throwable thrown) {}

        @Override
        public void onCompleted() {}
    }

    /** Counts the requests that were dealt with. */
    private record Counting(ForwardedCalls calls, AtomicInteger handled) implements StreamObserver<ForwardRequest> {
        @Override
        public void onNext(ForwardRequest request) {
            calls.onNext(request);
            handled.incrementAndGet();
        }

        @Override
        public void onError(Throwable thrown) {
            calls.onError(thrown);
        }

        @Override
        public void onCompleted() {
            calls.onCompleted();
        }
    }

    /** Leaves calls open. */
    private record Parking(List<CompletableFuture<Reply>> parked) implements LocalTablets {
        @Override
        public boolean leads(TabletId tablet) {
            return true;
        }

        @Override
        public CompletableFuture<Reply> execute(TabletId tablet, Call call) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<Reply> query(TabletId tablet, Query query) {
            CompletableFuture<Reply> call = new CompletableFuture<>();
            parked.add(call);
            return call;
        }
    }

    /** Reads nothing until it asks for it. */
    private static final class Reader implements ClientResponseObserver<ForwardRequest, ForwardResponse> {
        private final CompletableFuture<ClientCallStreamObserver<ForwardRequest>> toPeer = new CompletableFuture<>();
        private final List<String> kinds = new CopyOnWriteArrayList<>();

        @Override
        public void beforeStart(ClientCallStreamObserver<ForwardRequest> requests) {
            requests.disableAutoRequestWithInitial(0);
            toPeer.complete(requests);
        }

        @Override
        public void onNext(ForwardResponse response) {
            kinds.add(
                    response.hasReply()
                            ? "answer"
                            : response.getFailure().getKind().name());
        }

        @Override
        public void onError(Throwable thrown) {
            kinds.add(thrown.toString());
        }

        @Override
        public void onCompleted() {}
    }
}
