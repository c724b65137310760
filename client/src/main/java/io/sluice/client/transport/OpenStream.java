package io.sluice.client.transport;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/**
 * A stream in both directions on one node. Thread-safe. What is sent is not bounded here: the
 * protocol's credits bound it.
 */
public final class OpenStream<Q, R> {
    private static final int READ_AHEAD = 16;

    private final Transport transport;
    private final Endpoint endpoint;
    private final String leaderKey;
    private final StreamListener<R> listener;
    private final Object lock = new Object();
    private final Runnable leave = this::leaveDoubted;
    private @Nullable ClientCall<Q, R> call;
    private boolean halfClosed;

    OpenStream(Transport transport, Endpoint endpoint, String leaderKey, StreamListener<R> listener) {
        this.transport = transport;
        this.endpoint = endpoint;
        this.leaderKey = leaderKey;
        this.listener = listener;
    }

    void start(MethodDescriptor<Q, R> method) {
        ClientCall<Q, R> opened = endpoint.channel().newCall(method, CallOptions.DEFAULT);
        endpoint.hold(leave);
        synchronized (lock) {
            call = opened;
            opened.start(new Ear(opened), new Metadata());
            opened.request(READ_AHEAD);
        }
    }

    /** Sends, unless the stream is over: then the listener's {@code ended} tells. */
    public void send(Q message) {
        synchronized (lock) {
            if (call != null && !halfClosed) {
                call.sendMessage(message);
            }
        }
    }

    /** Says that nothing more will be sent. */
    public void halfClose() {
        synchronized (lock) {
            if (call != null && !halfClosed) {
                halfClosed = true;
                call.halfClose();
            }
        }
    }

    /** Ends the stream at once. */
    public void cancel(String why) {
        @Nullable ClientCall<Q, R> ending;
        synchronized (lock) {
            ending = call;
            halfClosed = true;
        }
        if (ending != null) {
            ending.cancel(why, null);
        }
    }

    /** Ends the stream because its node does not answer, and avoids the node for a moment. */
    public void abandon(String why) {
        transport.doubt(endpoint, leaderKey);
        cancel(why);
    }

    /** The node's address, {@code host:port}. */
    public String address() {
        return endpoint.name();
    }

    private void leaveDoubted() {
        cancel("the node is in doubt");
    }

    private void ended(Status status, Metadata trailers) {
        endpoint.letGo(leave);
        synchronized (lock) {
            call = null;
        }
        if (transport.isClosed()) {
            listener.ended(new CallFailure.Closed("the client is closed"));
            return;
        }
        boolean ours = status.getCode() == Status.Code.CANCELLED || status.isOk();
        Verdict verdict = status.isOk() ? Verdict.TRY_AGAIN : Verdict.of(status, trailers);
        if (verdict == Verdict.FINAL) {
            listener.ended(Verdict.rejection(status, trailers));
            return;
        }
        if (verdict == Verdict.TRY_ANOTHER && !ours) {
            transport.doubt(endpoint, leaderKey);
        } else {
            transport.leaders().forget(leaderKey, endpoint.name());
        }
        transport.leaders().learn(leaderKey, trailers);
        listener.ended(
                new CallFailure.Unavailable("the stream to " + endpoint.name() + " ended: " + Verdict.text(status)));
    }

    /** Hears the call. */
    private final class Ear extends ClientCall.Listener<R> {
        private final ClientCall<Q, R> heard;

        Ear(ClientCall<Q, R> heard) {
            this.heard = heard;
        }

        @Override
        public void onHeaders(Metadata headers) {
            endpoint.answered();
            transport.leaders().learn(leaderKey, headers);
        }

        @Override
        public void onMessage(R message) {
            heard.request(1);
            listener.heard(message);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            ended(status, trailers);
        }
    }
}
