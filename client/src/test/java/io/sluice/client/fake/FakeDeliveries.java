package io.sluice.client.fake;

import io.grpc.stub.StreamObserver;
import io.sluice.api.v1.GetDeliveryRequest;
import io.sluice.api.v1.GetDeliveryResponse;
import io.sluice.api.v1.SetDeliveryRequest;
import io.sluice.api.v1.SetDeliveryResponse;
import java.util.concurrent.atomic.AtomicReference;

/** The part of the fake's face that is about how queues give their messages: it tells back what it was told. */
abstract class FakeDeliveries extends FakeGroups {
    private static final long MILLIS = 1_700_000_000_000L;

    private final AtomicReference<GetDeliveryResponse> told;

    FakeDeliveries(FakeCluster cluster) {
        super(cluster);
        this.told = cluster.delivery();
    }

    @Override
    public void setDelivery(SetDeliveryRequest request, StreamObserver<SetDeliveryResponse> out) {
        told.updateAndGet(before -> {
            GetDeliveryResponse.Builder after = before.toBuilder().setNextTimestamp(MILLIS + 1_000);
            if (request.hasPaused()) {
                after.setPaused(request.getPaused())
                        .setPausedTimestamp(request.getPaused() ? MILLIS : 0)
                        .setWithheld(request.getPaused() ? "paused" : "");
            }
            return request.hasLimits() ? after.setLimits(request.getLimits()).build() : after.build();
        });
        out.onNext(SetDeliveryResponse.getDefaultInstance());
        out.onCompleted();
    }

    @Override
    public void getDelivery(GetDeliveryRequest request, StreamObserver<GetDeliveryResponse> out) {
        out.onNext(told.get());
        out.onCompleted();
    }
}
