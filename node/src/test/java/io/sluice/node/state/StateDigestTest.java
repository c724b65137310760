package io.sluice.node.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.node.command.Bytes;
import io.sluice.node.fixture.MemoryStore;
import io.sluice.node.machine.assembly.Machines;
import io.sluice.node.model.ResourceId;
import io.sluice.node.state.catalog.CatalogTables;
import io.sluice.node.state.catalog.NameRow;
import io.sluice.node.state.queue.MessageRow;
import io.sluice.node.state.queue.QueueTables;
import io.sluice.node.state.queue.ReturnRow;
import io.sluice.node.state.tablet.AppliedRow;
import io.sluice.node.state.tablet.TabletTables;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A digest is the same for the same rows and another one for any other rows. */
final class StateDigestTest {
    private static final Keys.InResource LOWEST = message(0, 0);
    private static final Keys.InResource HIGHEST = message(-1L, -2L);

    @Test
    void theOrderOfWritingDoesNotMatter() {
        StateDigest one = digest(tx -> {
            tx.put(QueueTables.MESSAGES, message(1, 1), row("a"));
            tx.put(QueueTables.MESSAGES, message(1, 2), row("b"));
            tx.put(CatalogTables.NAMES, new Keys.Text("n"), new NameRow(new ResourceId(1), 0));
        });
        StateDigest other = digest(tx -> {
            tx.put(CatalogTables.NAMES, new Keys.Text("n"), new NameRow(new ResourceId(1), 0));
            tx.put(QueueTables.MESSAGES, message(1, 2), row("b"));
            tx.put(QueueTables.MESSAGES, message(1, 3), row("c"));
            tx.delete(QueueTables.MESSAGES, message(1, 3));
            tx.put(QueueTables.MESSAGES, message(1, 1), row("a"));
        });

        assertThat(one).isEqualTo(other);
        assertThat(one.rows()).isEqualTo(3);
        assertThat(one.sha256()).matches("[0-9a-f]{64}");
    }

    @Test
    void everyOtherRowMakesAnotherDigest() {
        List<StateDigest> digests = new ArrayList<>();
        digests.add(digest(tx -> {}));
        digests.add(digest(tx -> tx.put(TabletTables.APPLIED, new Keys.Only(), new AppliedRow(1, 2, 3, 4))));
        digests.add(digest(tx -> tx.put(TabletTables.APPLIED, new Keys.Only(), new AppliedRow(1, 3, 3, 4))));
        digests.add(digest(tx -> tx.put(QueueTables.MESSAGES, message(1, 1), row("a"))));
        digests.add(digest(tx -> tx.put(QueueTables.MESSAGES, message(1, 1), row("b"))));
        digests.add(digest(tx -> tx.put(QueueTables.MESSAGES, message(1, 2), row("a"))));
        digests.add(digest(tx -> tx.put(QueueTables.RETURNED, message(1, 1), new ReturnRow(1))));
        digests.add(digest(tx -> tx.put(QueueTables.MESSAGES, LOWEST, row("a"))));
        digests.add(digest(tx -> tx.put(QueueTables.MESSAGES, HIGHEST, row("a"))));
        digests.add(digest(tx -> tx.put(QueueTables.DUE, due(-2L), Mark.MARK)));
        digests.add(digest(tx -> tx.put(CatalogTables.NAMES, new Keys.Text("~"), new NameRow(new ResourceId(1), 0))));

        assertThat(digests).doesNotHaveDuplicates();
    }

    @Test
    void whoWantsItNoMoreGetsNone() {
        MemoryStore store = new MemoryStore();
        fill(store, tx -> tx.put(QueueTables.MESSAGES, message(1, 1), row("a")));
        int[] asked = new int[1];

        assertThat(store.<Boolean>read(view -> StateDigest.of(view, Machines.TABLES, () -> asked[0]++ > 0)
                        .isPresent()))
                .isFalse();
        assertThat(asked[0]).isEqualTo(1);
    }

    private static StateDigest digest(Consumer<Tx> writes) {
        MemoryStore store = new MemoryStore();
        fill(store, writes);
        return store.read(view -> StateDigest.of(view, Machines.TABLES, () -> true))
                .orElseThrow();
    }

    private static void fill(MemoryStore store, Consumer<Tx> writes) {
        store.write(tx -> {
            writes.accept(tx);
            return true;
        });
    }

    private static Keys.InResource message(long queue, long sequence) {
        return new Keys.InResource(new ResourceId(queue), sequence);
    }

    private static Keys.Due due(long millis) {
        return new Keys.Due(new ResourceId(1), millis, 1);
    }

    private static MessageRow row(String body) {
        return new MessageRow(1, new Bytes(body.getBytes(StandardCharsets.UTF_8)));
    }
}
