package io.sluice.client.fake;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.sluice.api.v1.AccessKeyInfo;
import io.sluice.api.v1.AdminServiceGrpc;
import io.sluice.api.v1.CreateAccessKeyRequest;
import io.sluice.api.v1.CreateAccessKeyResponse;
import io.sluice.api.v1.DeleteAccessKeyRequest;
import io.sluice.api.v1.DeleteAccessKeyResponse;
import io.sluice.api.v1.ListAccessKeysRequest;
import io.sluice.api.v1.ListAccessKeysResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The part of the fake's administration that is about access keys, which open nothing. */
abstract class FakeKeys extends AdminServiceGrpc.AdminServiceImplBase {
    private final Ring ring;

    FakeKeys(FakeCluster cluster) {
        this.ring = cluster.keys();
    }

    /** The keys that any node has made. */
    static final class Ring {
        private final ConcurrentSkipListMap<String, AccessKeyInfo> keys = new ConcurrentSkipListMap<>();
        private final AtomicInteger made = new AtomicInteger();
    }

    @Override
    public void createAccessKey(CreateAccessKeyRequest request, StreamObserver<CreateAccessKeyResponse> out) {
        AccessKeyInfo key = AccessKeyInfo.newBuilder()
                .setKeyId("KEY-" + ring.made.incrementAndGet())
                .setAccount(request.getAccount().isEmpty() ? "000000000000" : request.getAccount())
                .setName(request.getName())
                .addAllActions(request.getActionsList())
                .addAllResources(request.getResourcesList())
                .setCreatedTimestamp(1_700_000_000_000L)
                .build();
        ring.keys.put(key.getKeyId(), key);
        out.onNext(CreateAccessKeyResponse.newBuilder()
                .setKey(key)
                .setSecret("secret-of-" + key.getKeyId())
                .build());
        out.onCompleted();
    }

    /** One key a page. */
    @Override
    public void listAccessKeys(ListAccessKeysRequest request, StreamObserver<ListAccessKeysResponse> out) {
        Map.@Nullable Entry<String, AccessKeyInfo> next = ring.keys.higherEntry(request.getNextToken());
        ListAccessKeysResponse.Builder page = ListAccessKeysResponse.newBuilder();
        if (next != null) {
            page.addKeys(next.getValue()).setNextToken(ring.keys.higherKey(next.getKey()) == null ? "" : next.getKey());
        }
        out.onNext(page.build());
        out.onCompleted();
    }

    @Override
    public void deleteAccessKey(DeleteAccessKeyRequest request, StreamObserver<DeleteAccessKeyResponse> out) {
        if (ring.keys.remove(request.getKeyId()) == null) {
            out.onError(Refusals.coded(Status.NOT_FOUND, "ResourceNotFoundException", "There is no such key."));
            return;
        }
        out.onNext(DeleteAccessKeyResponse.getDefaultInstance());
        out.onCompleted();
    }
}
