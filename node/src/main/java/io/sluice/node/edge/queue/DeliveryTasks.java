package io.sluice.node.edge.queue;

import io.sluice.api.v1.DeliveryRate;
import io.sluice.api.v1.GetDeliveryRequest;
import io.sluice.api.v1.GetDeliveryResponse;
import io.sluice.api.v1.SetDeliveryRequest;
import io.sluice.api.v1.SetDeliveryResponse;
import io.sluice.node.command.DeliveryLimits;
import io.sluice.node.command.Query;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.Rate;
import io.sluice.node.command.Reply;
import io.sluice.node.edge.call.ApiCall;
import io.sluice.node.edge.call.ApiFailure;
import io.sluice.node.edge.call.ApiOperation;
import io.sluice.node.edge.call.CallIds;
import io.sluice.node.edge.call.Checked;
import io.sluice.node.model.Limits;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What AWS has no operations for: queues that are paused, and limits of what they give. */
final class DeliveryTasks {
    private final QueueRouting routing;
    private final CallIds ids;

    DeliveryTasks(QueueRouting routing, CallIds ids) {
        this.routing = routing;
        this.ids = ids;
    }

    CompletableFuture<SetDeliveryResponse> set(ApiCall call, SetDeliveryRequest request) {
        return routing.locate(call, request.getQueueUrl()).thenCompose(place -> {
            if (!request.hasPaused() && !request.hasLimits()) {
                return ApiFailure.future(QueueErrors.missing("Paused or Limits"));
            }
            Optional<Boolean> paused = request.hasPaused() ? Optional.of(request.getPaused()) : Optional.empty();
            return limits(request)
                    .compose(limits -> ids.of(request.getRequestId(), ApiOperation.SET_DELIVERY, place.name())
                            .compose(id -> routing.execute(
                                    call,
                                    place,
                                    id.only(),
                                    new QueueCommand.SetDelivery(place.queue(), paused, limits))))
                    .thenApply(reply -> QueueRouting.expect(Reply.class, reply, place.name()))
                    .thenApply(done -> SetDeliveryResponse.getDefaultInstance());
        });
    }

    private static Checked<Optional<DeliveryLimits>> limits(SetDeliveryRequest request) {
        if (!request.hasLimits()) {
            return Checked.good(Optional.empty());
        }
        io.sluice.api.v1.DeliveryLimits given = request.getLimits();
        return inFlight(given.getInFlight(), "InFlight")
                .then(inFlight -> inFlight(given.getGroupInFlight(), "GroupInFlight"))
                .then(groupInFlight -> rate(given.hasRate(), given.getRate()))
                .then(rate -> rate(given.hasGroupRate(), given.getGroupRate())
                        .then(groupRate -> Checked.good(Optional.of(
                                new DeliveryLimits(rate, given.getInFlight(), groupRate, given.getGroupInFlight())))));
    }

    private static Checked<Integer> inFlight(int given, String name) {
        return given < 0 || given > Limits.IN_FLIGHT_MAX
                ? Checked.bad(QueueErrors.value(
                        given, name, "Must be between 1 and " + Limits.IN_FLIGHT_MAX + ", or 0 for no limit."))
                : Checked.good(given);
    }

    private static Checked<Optional<Rate>> rate(boolean has, DeliveryRate given) {
        return has ? rate(given).then(rate -> Checked.good(Optional.of(rate))) : Checked.good(Optional.empty());
    }

    private static Checked<Rate> rate(DeliveryRate given) {
        int seconds = given.getSeconds() == 0 ? 1 : given.getSeconds();
        if (given.getMessages() < 1 || given.getMessages() > Limits.RATE_MESSAGES_MAX) {
            return Checked.bad(QueueErrors.value(
                    given.getMessages(), "Messages", "Must be between 1 and " + Limits.RATE_MESSAGES_MAX + "."));
        }
        if (seconds < 1 || seconds > Limits.RATE_SECONDS_MAX) {
            return Checked.bad(QueueErrors.value(
                    seconds, "Seconds", "Must be between 1 and " + Limits.RATE_SECONDS_MAX + ", if provided."));
        }
        return Checked.good(new Rate(given.getMessages(), seconds));
    }

    CompletableFuture<GetDeliveryResponse> get(ApiCall call, GetDeliveryRequest request) {
        return routing.locate(call, request.getQueueUrl())
                .thenCompose(place -> routing.query(call, place.tablet(), new Query.DescribeDelivery(place.queue()))
                        .thenApply(reply ->
                                shown(QueueRouting.expect(Reply.DeliveryDescribed.class, reply, place.name()))));
    }

    private static GetDeliveryResponse shown(Reply.DeliveryDescribed reply) {
        DeliveryLimits limits = reply.delivery().limits();
        GetDeliveryResponse.Builder shown = GetDeliveryResponse.newBuilder()
                .setPaused(reply.delivery().pausedMillis() != 0)
                .setPausedTimestamp(reply.delivery().pausedMillis())
                .setWithheld(reply.withheld().text())
                .setNextTimestamp(reply.nextMillis());
        shown.getLimitsBuilder().setInFlight((int) limits.inFlightMax()).setGroupInFlight((int)
                limits.groupInFlightMax());
        limits.rate().ifPresent(rate -> shown.getLimitsBuilder().setRate(shown(rate)));
        limits.groupRate().ifPresent(rate -> shown.getLimitsBuilder().setGroupRate(shown(rate)));
        return shown.build();
    }

    private static DeliveryRate shown(Rate rate) {
        return DeliveryRate.newBuilder()
                .setMessages(rate.messages())
                .setSeconds(rate.seconds())
                .build();
    }
}
