package io.sluice.node.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.sluice.node.command.Query;
import io.sluice.node.command.Reply;
import io.sluice.node.leader.Leadership;
import io.sluice.node.model.Limits;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.TabletId;
import io.sluice.node.raft.Tablets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Depth, flight and age of the queues that this node leads; the cluster's are the sum over its nodes. */
final class QueueMeters {
    private static final Logger LOG = LoggerFactory.getLogger(QueueMeters.class);

    /** Queues of one node that are measured, each with five or six series; more would cost more than they tell. */
    private static final int QUEUES_MAX = 2_000;

    private final Source source;
    private final LongSupplier clockMillis;
    private final MultiGauge messages;
    private final MultiGauge limits;
    private final MultiGauge kept;
    private final MultiGauge ages;
    private final MultiGauge keys;
    private boolean tooManyTold;

    /** What this node leads, and what it knows of that. */
    interface Source {
        /** Tablets that it holds. */
        List<TabletId> tablets();

        /** The queues of a tablet that it leads; none of one that it does not. */
        Collection<ResourceId> queues(TabletId tablet);

        /** Answers from its own replica. */
        Optional<Reply> ask(TabletId tablet, Query query);
    }

    QueueMeters(Leadership leadership, Tablets tablets, LongSupplier clockMillis, MeterRegistry registry) {
        this(
                new Source() {
                    @Override
                    public List<TabletId> tablets() {
                        return tablets.held();
                    }

                    @Override
                    public Collection<ResourceId> queues(TabletId tablet) {
                        return leadership.resources(tablet);
                    }

                    @Override
                    public Optional<Reply> ask(TabletId tablet, Query query) {
                        return tablets.queryStale(tablet, query);
                    }
                },
                clockMillis,
                registry);
    }

    QueueMeters(Source source, LongSupplier clockMillis, MeterRegistry registry) {
        this.source = source;
        this.clockMillis = clockMillis;
        this.messages = MultiGauge.builder("sluice.queue.messages")
                .description("messages of a queue by state: visible, in_flight, delayed")
                .register(registry);
        this.limits = MultiGauge.builder("sluice.queue.in.flight.limit")
                .description("messages of a queue that may be in flight at once")
                .register(registry);
        this.kept = MultiGauge.builder("sluice.queue.withheld")
                .description(
                        "visible messages of a queue that a pause, a parking or a limit of its owner keeps back now")
                .register(registry);
        this.ages = MultiGauge.builder("sluice.queue.oldest.age")
                .baseUnit("seconds")
                .description("age of the oldest message of a queue, whatever its state; 0 when it is empty")
                .register(registry);
        this.keys = MultiGauge.builder("sluice.queue.idempotency.keys")
                .description("idempotency keys that a queue remembers, of those that remember some")
                .register(registry);
    }

    /** Measures anew; blocks for as long as the reads take. */
    void measure() {
        List<MultiGauge.Row<?>> depths = new ArrayList<>();
        List<MultiGauge.Row<?>> most = new ArrayList<>();
        List<MultiGauge.Row<?>> withheld = new ArrayList<>();
        List<MultiGauge.Row<?>> oldest = new ArrayList<>();
        List<MultiGauge.Row<?>> remembered = new ArrayList<>();
        for (TabletId tablet : source.tablets()) {
            for (ResourceId resource : source.queues(tablet)) {
                if (oldest.size() == QUEUES_MAX) {
                    tellTooMany();
                    break;
                }
                describe(tablet, resource).ifPresent(queue -> {
                    Tags tags = Tags.of("queue", queue.name());
                    depths.add(MultiGauge.Row.of(tags.and("state", "visible"), queue.visible()));
                    depths.add(MultiGauge.Row.of(tags.and("state", "in_flight"), queue.inFlight()));
                    depths.add(MultiGauge.Row.of(tags.and("state", "delayed"), queue.delayed()));
                    most.add(MultiGauge.Row.of(tags, inFlightMax(queue)));
                    withheld.add(MultiGauge.Row.of(tags, queue.withheld()));
                    oldest.add(MultiGauge.Row.of(tags, ageSeconds(queue)));
                    if (queue.keys() > 0) {
                        remembered.add(MultiGauge.Row.of(tags, queue.keys()));
                    }
                });
            }
        }
        messages.register(depths, true);
        limits.register(most, true);
        kept.register(withheld, true);
        ages.register(oldest, true);
        keys.register(remembered, true);
    }

    private Optional<Reply.QueueDescribed> describe(TabletId tablet, ResourceId resource) {
        return source.ask(tablet, new Query.DescribeQueue(resource))
                .flatMap(reply -> reply instanceof Reply.QueueDescribed queue ? Optional.of(queue) : Optional.empty());
    }

    private static long inFlightMax(Reply.QueueDescribed queue) {
        String limit = queue.attributes().get(Limits.IN_FLIGHT_ATTRIBUTE);
        return limit == null ? Limits.IN_FLIGHT_MAX : Long.parseLong(limit);
    }

    private double ageSeconds(Reply.QueueDescribed queue) {
        return queue.oldestMillis() == 0 ? 0 : Math.max(0, clockMillis.getAsLong() - queue.oldestMillis()) / 1000.0;
    }

    private void tellTooMany() {
        if (!tooManyTold) {
            tooManyTold = true;
            LOG.warn("this node leads more than {} queues: the others have no series of their own", QUEUES_MAX);
        }
    }
}
