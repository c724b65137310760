package io.sluice.node.cluster;

import io.grpc.stub.StreamObserver;
import io.sluice.node.model.NodeId;
import io.sluice.peer.v1.StatusRequest;
import io.sluice.peer.v1.StatusResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Asks every node how it is. */
public final class Survey {
    private static final long ASK_MILLIS = 1_500;

    private final Members members;
    private final PeerLinks links;
    private final PeerServer own;

    /** A survey from this node. */
    public Survey(Members members, PeerLinks links, PeerServer own) {
        this.members = members;
        this.links = links;
        this.own = own;
    }

    /** The status of every node that answers within a moment, this one included, by node. */
    public CompletableFuture<SortedMap<NodeId, StatusResponse>> take() {
        Map<NodeId, CompletableFuture<StatusResponse>> asked = new TreeMap<>();
        for (NodeId node : members.others()) {
            CompletableFuture<StatusResponse> answer = new CompletableFuture<>();
            links.to(node).stub(ASK_MILLIS).status(StatusRequest.getDefaultInstance(), into(answer));
            asked.put(node, answer);
        }
        List<CompletableFuture<?>> all = new ArrayList<>();
        asked.values().forEach(answer -> all.add(answer.handle((status, failure) -> null)));
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).thenApply(done -> {
            SortedMap<NodeId, StatusResponse> found = new TreeMap<>();
            found.put(members.self(), own.status());
            asked.forEach((node, answer) -> {
                if (!answer.isCompletedExceptionally()) {
                    found.put(node, answer.join());
                }
            });
            return found;
        });
    }

    static <T> StreamObserver<T> into(CompletableFuture<T> future) {
        return new StreamObserver<>() {
            @Override
            public void onNext(T value) {
                future.complete(value);
            }

            @Override
            public void onError(Throwable thrown) {
                future.completeExceptionally(thrown);
            }

            @Override
            public void onCompleted() {
                future.completeExceptionally(new IllegalStateException("no answer before the end"));
            }
        };
    }
}
