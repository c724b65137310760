package io.sluice.node.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.node.command.Entry;
import io.sluice.node.machine.Effect;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.TabletId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.ratis.metrics.MetricRegistries;
import org.apache.ratis.metrics.MetricRegistryInfo;
import org.apache.ratis.metrics.RatisMetricRegistry;
import org.junit.jupiter.api.Test;

class SmallPartsTest {
    @Test
    void aGroupsIdentityCarriesClusterAndTablet() {
        GroupIds ours = new GroupIds("c1");

        assertThat(ours.tabletOf(ours.of(new TabletId(12)))).isEqualTo(new TabletId(12));
        assertThat(ours.of(new TabletId(1))).isEqualTo(new GroupIds("c1").of(new TabletId(1)));
        assertThatThrownBy(() -> ours.tabletOf(new GroupIds("c2").of(new TabletId(1))))
                .hasMessageContaining("not of cluster c1");
    }

    @Test
    void ratisMeasuresOnMicrometerTaggedByTablet() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        String member = "n1@" + new GroupIds("c1").of(new TabletId(12));
        MetricRegistryInfo info = new MetricRegistryInfo(member, "ratis", "log_worker", "a test");
        RatisMeters.inUse().attach(registry);

        RatisMetricRegistry ratis = MetricRegistries.global().create(info);
        ratis.counter("flushCount").inc(3);
        ratis.timer("syncTime").time().stop();
        ratis.gauge("size", () -> () -> 7);

        Tags tags = Tags.of("node", "n1", "tablet", "t12");
        assertThat(registry.get("ratis.log_worker.flushCount")
                        .tags(tags)
                        .gauge()
                        .value())
                .isEqualTo(3);
        assertThat(registry.get("ratis.log_worker.syncTime").tags(tags).timer().count())
                .isEqualTo(1);
        assertThat(registry.get("ratis.log_worker.size").tags(tags).gauge().value())
                .isEqualTo(7);
        MetricRegistries.global().remove(info);
        assertThat(registry.find("ratis.log_worker.size").tags(tags).gauge()).isNull();
        RatisMeters.inUse().detach(registry);
    }

    @Test
    void spaceIsLowBelowTheMarkAndFineAQuarterAboveIt() {
        FreeSpace space = new FreeSpace(Path.of("."), 100);

        space.judge(100);
        assertThat(space.isLow()).isFalse();
        space.judge(99);
        assertThat(space.isLow()).isTrue();
        space.judge(124);
        assertThat(space.isLow()).isTrue();
        space.judge(125);
        assertThat(space.isLow()).isFalse();
    }

    @Test
    void theLatestLevelOfAResourceIsToldOnceAndInOrder() {
        List<Runnable> lane = new ArrayList<>();
        List<String> heard = new ArrayList<>();
        Announcer announcer = new Announcer(new TabletId(1), new Ear(heard), lane::add);
        Effect.Level early = new Effect.Level(new ResourceId(1), 5, false, 0, 0);
        Effect.Level late = new Effect.Level(new ResourceId(1), 6, false, 0, 0);

        announcer.ready(3);
        announcer.applied(List.of(early, new Effect.Gone(new ResourceId(2))));
        announcer.applied(List.of(late));
        announcer.lost(() -> heard.add("after"));
        announcer.lost(() -> {});
        assertThat(announcer.leading()).isFalse();
        lane.forEach(Runnable::run);

        assertThat(heard)
                .containsExactly(
                        "ready 3", List.of(new Effect.Gone(new ResourceId(2)), late) + " true", "lost", "after");
        assertThat(announcer.leading()).isFalse();
    }

    private record Ear(List<String> heard) implements TabletListener {
        @Override
        public void leaderReady(TabletId tablet, long term) {
            heard.add("ready " + term);
        }

        @Override
        public void leaderLost(TabletId tablet) {
            heard.add("lost");
        }

        @Override
        public void applied(TabletId tablet, List<Effect> effects, boolean leading) {
            heard.add(effects + " " + leading);
        }

        @Override
        public List<Rider> riders(TabletId tablet, List<Entry.Item> entry) {
            return List.of();
        }

        @Override
        public void installed(TabletId tablet) {
            heard.add("installed");
        }
    }
}
