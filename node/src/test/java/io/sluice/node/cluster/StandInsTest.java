package io.sluice.node.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.node.command.KnownTablet;
import io.sluice.node.command.Reply;
import io.sluice.node.model.ResourceKind;
import io.sluice.node.model.ResourceName;
import io.sluice.node.model.TabletId;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class StandInsTest {
    private static final int NAMES = 4_000;
    private static final int TABLETS = 4;

    private static Reply.Cluster cluster(String secret) {
        Stream<KnownTablet> ready =
                IntStream.rangeClosed(0, TABLETS).mapToObj(i -> new KnownTablet(new TabletId(i), true, List.of(), 0));
        KnownTablet notYet = new KnownTablet(new TabletId(TABLETS + 1), false, List.of(), 0);
        return new Reply.Cluster(
                "c", secret, List.of(), Stream.concat(ready, Stream.of(notYet)).toList(), List.of(), false);
    }

    private static ResourceName name(int i) {
        return new ResourceName(ResourceKind.QUEUE, "222222222222", "q" + i);
    }

    private static List<TabletId> all(String secret) {
        Reply.Cluster cluster = cluster(secret);
        return IntStream.range(0, NAMES)
                .mapToObj(i -> StandIns.of(cluster, name(i)))
                .toList();
    }

    @Test
    void namesAreSpreadOverTheTabletsThatResourcesLiveOn() {
        Map<TabletId, Long> counts =
                all("s").stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        assertThat(counts.keySet())
                .containsExactlyInAnyOrder(new TabletId(1), new TabletId(2), new TabletId(3), new TabletId(4));
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(800L, 1_200L));
    }

    @Test
    void aNameHasOneAlways() {
        assertThat(all("s")).isEqualTo(all("s"));
    }

    @Test
    void nobodyKnowsWhichWithoutTheSecret() {
        List<TabletId> one = all("s");
        List<TabletId> other = all("t");

        long same = IntStream.range(0, NAMES)
                .filter(i -> one.get(i).equals(other.get(i)))
                .count();
        assertThat(same).isBetween(800L, 1_200L);
    }

    @Test
    void whereThereIsNoSuchTabletTheCatalogIsAsked() {
        Reply.Cluster young = new Reply.Cluster("c", "s", List.of(), List.of(), List.of(), false);

        assertThat(StandIns.of(young, name(1))).isEqualTo(TabletId.CATALOG);
    }
}
