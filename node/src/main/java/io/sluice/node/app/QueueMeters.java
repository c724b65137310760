package io.sluice.node.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.sluice.node.command.Query;
import io.sluice.node.command.Reply;
import io.sluice.node.leader.Leadership;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.TabletId;
import io.sluice.node.raft.Tablets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Depth, flight and age of the queues that this node leads; the cluster's are the sum over its nodes. */
final class QueueMeters {
    private static final Logger LOG = LoggerFactory.getLogger(QueueMeters.class);

    /** Queues of one node that are measured, each with four or five series; more would cost more than they tell. */
    private static final int QUEUES_MAX = 2_000;

    private final Leadership leadership;
    private final Tablets tablets;
    private final LongSupplier clockMillis;
    private final MultiGauge messages;
    private final MultiGauge kept;
    private final MultiGauge ages;
    private final MultiGauge keys;
    private boolean tooManyTold;

    QueueMeters(Leadership leadership, Tablets tablets, LongSupplier clockMillis, MeterRegistry registry) {
        this.leadership = leadership;
        this.tablets = tablets;
        this.clockMillis = clockMillis;
        this.messages = MultiGauge.builder("sluice.queue.messages")
                .description("messages of a queue by state: visible, in_flight, delayed")
                .register(registry);
        this.kept = MultiGauge.builder("sluice.queue.withheld")
                .description("visible messages of a queue that a pause or a limit of its owner keeps back now")
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
        List<MultiGauge.Row<?>> withheld = new ArrayList<>();
        List<MultiGauge.Row<?>> oldest = new ArrayList<>();
        List<MultiGauge.Row<?>> remembered = new ArrayList<>();
        for (TabletId tablet : tablets.held()) {
            for (ResourceId resource : leadership.resources(tablet)) {
                if (oldest.size() == QUEUES_MAX) {
                    tellTooMany();
                    break;
                }
                describe(tablet, resource).ifPresent(queue -> {
                    Tags tags = Tags.of("queue", queue.name());
                    depths.add(MultiGauge.Row.of(tags.and("state", "visible"), queue.visible()));
                    depths.add(MultiGauge.Row.of(tags.and("state", "in_flight"), queue.inFlight()));
                    depths.add(MultiGauge.Row.of(tags.and("state", "delayed"), queue.delayed()));
                    withheld.add(MultiGauge.Row.of(tags, queue.withheld()));
                    oldest.add(MultiGauge.Row.of(tags, ageSeconds(queue)));
                    if (queue.keys() > 0) {
                        remembered.add(MultiGauge.Row.of(tags, queue.keys()));
                    }
                });
            }
        }
        messages.register(depths, true);
        kept.register(withheld, true);
        ages.register(oldest, true);
        keys.register(remembered, true);
    }

    private Optional<Reply.QueueDescribed> describe(TabletId tablet, ResourceId resource) {
        return tablets.queryStale(tablet, new Query.DescribeQueue(resource))
                .flatMap(reply -> reply instanceof Reply.QueueDescribed queue ? Optional.of(queue) : Optional.empty());
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
