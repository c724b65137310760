package io.sluice.node.leader;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.node.command.Bytes;
import io.sluice.node.command.Command;
import io.sluice.node.command.Query;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.Recurrence;
import io.sluice.node.command.Reply;
import io.sluice.node.command.ScheduleCommand;
import io.sluice.node.command.TabletCommand;
import io.sluice.node.machine.Effect;
import io.sluice.node.model.Limits;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.TabletId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Alarms over a tablet with the real rules. */
final class AlarmsTest {
    private static final TabletId HOME = new TabletId(1);
    private static final ResourceId ORDERS = new ResourceId(1);

    private final OneTablet tablet = new OneTablet();
    private final Deque<Runnable> work = new ArrayDeque<>();
    private Alarms alarms = new Alarms(HOME, tablet, tablet::nowMillis, work::add);

    @BeforeEach
    void aQueue() {
        tablet.ear = this::hear;
        tablet.apply(new QueueCommand.Create(ORDERS, "orders", new TreeMap<>(), new TreeMap<>()));
    }

    private void schedule(String id, long dueMillis, Optional<Recurrence> recurrence) {
        Bytes body = new Bytes(id.getBytes(StandardCharsets.UTF_8));
        tablet.apply(new ScheduleCommand.Schedule(
                ORDERS, id, new QueueCommand.Outgoing(body, body.size(), OptionalLong.empty()), dueMillis, recurrence));
    }

    private static Optional<Recurrence> by(String cron, String zone, long everyMillis) {
        return Optional.of(new Recurrence(
                cron, zone, everyMillis, OptionalLong.empty(), OptionalLong.empty(), Recurrence.Missed.RUN_ONCE));
    }

    /** The leader hears what the rules hint. */
    private void hear(Effect effect) {
        if (effect instanceof Effect.Scheduled scheduled) {
            alarms.notice(scheduled.resource(), scheduled.nextMillis());
        }
    }

    /** One look at the clock, and all the work that it makes. */
    private void look() {
        alarms.step();
        while (!work.isEmpty()) {
            work.remove().run();
        }
    }

    private long visible() {
        return ((Reply.QueueDescribed) tablet.ask(new Query.DescribeQueue(ORDERS))).visible();
    }

    private long runs() {
        return tablet.proposed.stream()
                .filter(ScheduleCommand.Run.class::isInstance)
                .count();
    }

    @Test
    void proposesNothingBeforeTheTime() {
        schedule("later", tablet.nowMillis() + 1_000, Optional.empty());

        tablet.pass(999);
        look();
        assertThat(runs()).isZero();

        tablet.pass(1);
        look();
        assertThat(runs()).isEqualTo(1);
        assertThat(visible()).isEqualTo(1);

        look();
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void saysWhenARateIsDueNext() {
        schedule("tick", tablet.nowMillis() + 1_000, by("", "", 1_000));

        for (int i = 0; i < 5; i++) {
            tablet.pass(1_000);
            look();
        }

        assertThat(visible()).isEqualTo(5);
        assertThat(runs()).isEqualTo(5);
    }

    @Test
    void makesUpForAMinuteRunByRunAndForMoreOnce() {
        schedule("tick", tablet.nowMillis() + 10_000, by("", "", 10_000));

        tablet.pass(600_000);
        look();
        look();

        // One for all from 10 s to 530 s, and those of 540 s to 600 s.
        assertThat(visible()).isEqualTo(8);
    }

    @Test
    void goesOnAtOnceWithWhatOneTurnLeavesOver() {
        int many = Limits.SCHEDULED_PER_TURN_MAX + 1;
        for (int i = 0; i < many; i++) {
            schedule("n" + i, tablet.nowMillis() + 1_000, Optional.empty());
        }

        tablet.pass(1_000);
        look();

        assertThat(visible()).isEqualTo(many);
        assertThat(runs()).isEqualTo(2);
    }

    @Test
    void leavesWhatItCannotReadToALeaderThatCan() {
        schedule("mars", tablet.nowMillis() + 1_000, by("* * * * *", "Mars/Olympus", 0));
        schedule("once", tablet.nowMillis() + 1_000, Optional.empty());

        tablet.pass(1_000);
        look();
        look();

        assertThat(visible()).isEqualTo(1);
        assertThat(runs()).isLessThanOrEqualTo(3);
        Reply.Schedules left = (Reply.Schedules) tablet.ask(new Query.ListSchedules(ORDERS, 0, 0, 10));
        assertThat(left.entries()).extracting("id").containsExactly("mars");
    }

    @Test
    void triesAgainWhatWasNotAnswered() {
        schedule("later", tablet.nowMillis() + 1_000, Optional.empty());
        tablet.pass(1_000);
        tablet.depose(true);
        look();
        assertThat(visible()).isZero();

        tablet.depose(false);
        look();

        assertThat(visible()).isEqualTo(1);
    }

    @Test
    void aNewLeaderFindsWhatIsDue() {
        schedule("later", tablet.nowMillis() + 1_000, Optional.empty());
        alarms = new Alarms(HOME, tablet, tablet::nowMillis, work::add);
        Reply.Unfinished unfinished = (Reply.Unfinished) tablet.ask(new Query.Unfinished());
        unfinished.scheduled().forEach(one -> alarms.found(one.resource(), one.nextMillis()));

        tablet.pass(1_000);
        look();

        assertThat(visible()).isEqualTo(1);
    }

    @Test
    void forgetsAQueueThatIsGone() {
        schedule("later", tablet.nowMillis() + 1_000, Optional.empty());
        tablet.apply(new TabletCommand.DropResource(ORDERS));

        tablet.pass(1_000);
        look();

        assertThat(tablet.proposed).isEqualTo(List.<Command>of());
    }

    @Test
    void proposesNothingOnceItIsOver() {
        schedule("later", tablet.nowMillis() + 1_000, Optional.empty());
        alarms.end();

        tablet.pass(1_000);
        look();

        assertThat(runs()).isZero();
    }
}
