package io.sluice.client.fake;

import io.sluice.api.v1.TraceEntry;
import io.sluice.api.v1.TraceMessageRequest;
import io.sluice.api.v1.TraceMessageResponse;

/** What befell messages of the fake: each was sent, and received by the one whose name is its id. */
final class FakeTraces {
    private FakeTraces() {}

    static TraceMessageResponse of(TraceMessageRequest request) {
        return TraceMessageResponse.newBuilder()
                .setKept(true)
                .addEntries(TraceEntry.newBuilder().setEvent("SENT").setTimestamp(1_000))
                .addEntries(TraceEntry.newBuilder()
                        .setEvent("LEASED")
                        .setTimestamp(2_000)
                        .setReceiveNumber(1)
                        .setHiddenUntilTimestamp(12_000)
                        .setWho(request.getMessageId()))
                .build();
    }
}
