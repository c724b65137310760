package io.sluice.node.edge.queue;

import io.sluice.api.v1.GetQueueAttributesRequest;
import io.sluice.api.v1.GetQueueAttributesResponse;
import io.sluice.api.v1.SetQueueAttributesRequest;
import io.sluice.api.v1.SetQueueAttributesResponse;
import io.sluice.node.command.Query;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.Reply;
import io.sluice.node.edge.call.ApiCall;
import io.sluice.node.edge.call.ApiError;
import io.sluice.node.edge.call.ApiFailure;
import io.sluice.node.edge.call.ApiOperation;
import io.sluice.node.edge.call.CallId;
import io.sluice.node.edge.call.CallIds;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Reads and changes the attributes of queues. */
final class QueueSettings {
    private static final String REUSE_PERIOD_DEFAULT = "300";
    private static final long MILLIS_PER_SECOND = 1000;

    private final QueueRouting routing;
    private final QueueAddresses addresses;
    private final CallIds ids;
    private final DeadLetterTargets targets;

    QueueSettings(QueueRouting routing, QueueAddresses addresses, CallIds ids, DeadLetterTargets targets) {
        this.routing = routing;
        this.addresses = addresses;
        this.ids = ids;
        this.targets = targets;
    }

    CompletableFuture<SetQueueAttributesResponse> set(ApiCall call, SetQueueAttributesRequest request) {
        return routing.locate(call, request.getQueueUrl()).thenCompose(place -> {
            if (request.getAttributesCount() == 0) {
                return ApiFailure.future(QueueErrors.missing("Attributes"));
            }
            return QueueAttributes.forSet(request.getAttributesMap(), place.isFifo())
                    .compose(attributes -> ids.of(
                                    request.getRequestId(), ApiOperation.SET_QUEUE_ATTRIBUTES, place.name())
                            .compose(id -> targets.find(call, attributes, place.name())
                                    .thenCompose(redrive -> set(call, place, id, attributes, redrive))));
        });
    }

    private CompletableFuture<SetQueueAttributesResponse> set(
            ApiCall call,
            Place place,
            CallId id,
            SortedMap<String, String> attributes,
            Optional<QueueCommand.Redrive> redrive) {
        call.concerns(place.tablet());
        return routing.execute(call, place, id.only(), new QueueCommand.Configure(place.queue(), attributes, redrive))
                .thenApply(reply -> QueueRouting.expect(Reply.class, reply, place.name()))
                .thenCompose(done -> targets.known(call, redrive, place.name()))
                .thenApply(known -> SetQueueAttributesResponse.getDefaultInstance());
    }

    CompletableFuture<GetQueueAttributesResponse> get(ApiCall call, GetQueueAttributesRequest request) {
        return routing.locate(call, request.getQueueUrl()).thenCompose(place -> {
            List<String> asked = request.getAttributeNamesList();
            ApiError error = unknown(asked);
            if (error != null) {
                return ApiFailure.future(error);
            }
            if (asked.isEmpty()) {
                return CompletableFuture.completedFuture(GetQueueAttributesResponse.getDefaultInstance());
            }
            return routing.query(call, place.tablet(), new Query.DescribeQueue(place.queue()))
                    .thenApply(reply ->
                            answer(asked, place, QueueRouting.expect(Reply.QueueDescribed.class, reply, place.name())));
        });
    }

    private static @Nullable ApiError unknown(List<String> asked) {
        for (String name : asked) {
            if (!name.equals(QueueAttribute.ALL) && QueueAttribute.named(name).isEmpty()) {
                return QueueErrors.unknownAttribute(name);
            }
        }
        return null;
    }

    private GetQueueAttributesResponse answer(List<String> asked, Place place, Reply.QueueDescribed queue) {
        Map<String, String> all = all(place, queue);
        GetQueueAttributesResponse.Builder answer = GetQueueAttributesResponse.newBuilder();
        if (asked.contains(QueueAttribute.ALL)) {
            return answer.putAllAttributes(all).build();
        }
        for (String name : asked) {
            String value = all.get(name);
            if (value != null) {
                answer.putAttributes(name, value);
            }
        }
        return answer.build();
    }

    /** What was set, what is computed, and the defaults of what was never set. */
    private Map<String, String> all(Place place, Reply.QueueDescribed queue) {
        Map<String, String> all = new TreeMap<>();
        for (QueueAttribute attribute : QueueAttribute.values()) {
            String value = value(attribute, place, queue);
            boolean hidden = (attribute == QueueAttribute.KMS_DATA_KEY_REUSE_PERIOD_SECONDS
                            && value.equals(REUSE_PERIOD_DEFAULT))
                    || (attribute.isOnlyForFifo() && !place.isFifo());
            if (!value.isEmpty() && !hidden) {
                all.put(attribute.awsName(), value);
            }
        }
        return all;
    }

    private String value(QueueAttribute attribute, Place place, Reply.QueueDescribed queue) {
        return switch (attribute) {
            case QUEUE_ARN -> addresses.arn(place.name());
            case CREATED_TIMESTAMP -> Long.toString(queue.createdMillis() / MILLIS_PER_SECOND);
            case LAST_MODIFIED_TIMESTAMP -> Long.toString(queue.modifiedMillis() / MILLIS_PER_SECOND);
            case APPROXIMATE_NUMBER_OF_MESSAGES -> Long.toString(queue.visible());
            case APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE -> Long.toString(queue.inFlight());
            case APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED -> Long.toString(queue.delayed());
            default -> queue.attributes().getOrDefault(attribute.awsName(), attribute.byDefault());
        };
    }
}
