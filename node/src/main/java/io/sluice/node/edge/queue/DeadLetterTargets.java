package io.sluice.node.edge.queue;

import io.sluice.node.command.Query;
import io.sluice.node.command.QueueCommand.Redrive;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.edge.access.Action;
import io.sluice.node.edge.call.ApiCall;
import io.sluice.node.edge.call.ApiFailure;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.ResourceName;
import io.sluice.node.model.TabletId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Finds the queues that RedrivePolicies name, and holds the policies to what these queues allow. */
final class DeadLetterTargets {
    private static final long LOOK_AGAIN_MILLIS = 20;
    private static final int LOOKS_MAX = 100;
    /** Who sends dead letters to a queue must be allowed to send there. */
    private static final Action SEND = Action.ofQueues("SendMessage");

    private final QueueRouting routing;
    private final QueueAddresses addresses;
    private final ScheduledExecutorService timer;

    DeadLetterTargets(QueueRouting routing, QueueAddresses addresses, ScheduledExecutorService timer) {
        this.routing = routing;
        this.addresses = addresses;
        this.timer = timer;
    }

    /** Where the dead letters of a queue are to go by its checked attributes; empty when they do not say. */
    CompletableFuture<Optional<Redrive>> find(ApiCall call, Map<String, String> attributes, ResourceName source) {
        String text = attributes.getOrDefault(QueueAttribute.REDRIVE_POLICY.awsName(), "");
        if (text.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return RedrivePolicy.parse(text).compose(policy -> find(call, policy, source));
    }

    private CompletableFuture<Optional<Redrive>> find(ApiCall call, RedrivePolicy policy, ResourceName source) {
        QueueArn arn = QueueArn.parse(policy.targetArn()).orElseThrow();
        if (!arn.account().equals(source.account())) {
            return bad(policy, "Dead-letter target owner should be same as the source.");
        }
        Optional<ResourceName> target = arn.resource(addresses);
        if (target.isEmpty()) {
            return bad(policy, "Dead letter target does not exist.");
        }
        if (target.get().equals(source)) {
            return bad(policy, "Dead-letter queue must be another queue than the source.");
        }
        if (arn.isFifo() != source.name().endsWith(QueueAddresses.FIFO_SUFFIX)) {
            return bad(policy, "Dead-letter queue must be same type of queue as the source.");
        }
        return routing.find(call, SEND, target.get())
                .thenCompose(place -> place.isEmpty()
                        ? bad(policy, "Dead letter target does not exist.")
                        : allowed(call, policy, source, place.get()));
    }

    private CompletableFuture<Optional<Redrive>> allowed(
            ApiCall call, RedrivePolicy policy, ResourceName source, Place target) {
        return routing.query(call, target.tablet(), new Query.DescribeQueue(target.queue()))
                .thenCompose(reply -> {
                    if (reply instanceof Reply.Rejected rejected && rejected.code() == RejectionCode.RESOURCE_MISSING) {
                        return bad(policy, "Dead letter target does not exist.");
                    }
                    Reply.QueueDescribed described =
                            QueueRouting.expect(Reply.QueueDescribed.class, reply, target.name());
                    String allow =
                            described.attributes().getOrDefault(QueueAttribute.REDRIVE_ALLOW_POLICY.awsName(), "");
                    return QueueDocuments.allows(allow, addresses.arn(source))
                            ? CompletableFuture.completedFuture(Optional.of(new Redrive(
                                    target.queue(),
                                    target.tablet(),
                                    policy.receivesMax(),
                                    target.name().name())))
                            : bad(policy, "The dead-letter queue's RedriveAllowPolicy does not allow this queue.");
                });
    }

    private static CompletableFuture<Optional<Redrive>> bad(RedrivePolicy policy, String reason) {
        return ApiFailure.future(RedrivePolicy.error(policy.text(), reason));
    }

    /**
     * Waits, for at most two seconds, until the catalog knows where a queue's dead letters go: the news
     * travel from the queue's tablet by themselves, and whoever lists sources next should see it.
     */
    CompletableFuture<Void> known(ApiCall call, Optional<Redrive> redrive, ResourceName source) {
        return redrive.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : look(call, redrive.get().target(), source, LOOKS_MAX);
    }

    private CompletableFuture<Void> look(ApiCall call, ResourceId target, ResourceName source, int looks) {
        Query query = new Query.ListSources(target, before(source.name()), 1);
        return routing.query(call, TabletId.CATALOG, query)
                .handle((reply, thrown) -> reply)
                .thenCompose(reply -> {
                    boolean known = reply instanceof Reply.Names names
                            && names.names().stream().anyMatch(source::equals);
                    return known || looks == 0 || System.nanoTime() - call.deadlineNanos() > 0
                            ? CompletableFuture.completedFuture(null)
                            : later().thenCompose(waited -> look(call, target, source, looks - 1));
                });
    }

    private CompletableFuture<Void> later() {
        CompletableFuture<Void> later = new CompletableFuture<>();
        try {
            var unused = timer.schedule(() -> later.complete(null), LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The node is stopping: what was asked for is done, nobody waits for the rest.
            later.complete(null);
        }
        return later;
    }

    /** A text after every lesser name and before this one; a tilde is greater than what names consist of. */
    private static String before(String name) {
        int last = name.length() - 1;
        return name.substring(0, last) + (char) (name.charAt(last) - 1) + "~";
    }
}
