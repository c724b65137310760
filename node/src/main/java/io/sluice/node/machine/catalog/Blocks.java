package io.sluice.node.machine.catalog;

import io.sluice.node.machine.Look;
import io.sluice.node.machine.Turn;
import io.sluice.node.model.Limits;
import io.sluice.node.model.ResourceId;
import io.sluice.node.state.Keys;
import io.sluice.node.state.Tx;
import io.sluice.node.state.View;
import io.sluice.node.state.catalog.BlockRow;
import io.sluice.node.state.catalog.CatalogTables;
import io.sluice.node.state.catalog.ClusterRow;
import io.sluice.node.state.catalog.NameRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Blocks of the names of deleted resources. All last equally long, so their numbers are in the order of
 * their ends, and what is over is always at the floor.
 */
final class Blocks {
    private static final Keys.Only ONLY = new Keys.Only();
    private static final ResourceId NOBODY = new ResourceId(0);

    private Blocks() {}

    /** Blocks a name from now. */
    static void add(Keys.Text nameKey, Turn turn) {
        Tx tx = turn.tx();
        ClusterRow cluster = cluster(tx).orElseThrow();
        long untilMillis = turn.nowMillis() + Limits.NAME_BLOCKED_MILLIS;
        tx.put(CatalogTables.NAMES, nameKey, new NameRow(NOBODY, untilMillis));
        tx.insert(
                CatalogTables.BLOCKS,
                new Keys.OfNumber(cluster.nextBlock()),
                new BlockRow(nameKey.value(), untilMillis));
        tx.put(CatalogTables.CLUSTER, ONLY, cluster.withBlocks(cluster.blockFloor(), cluster.nextBlock() + 1));
    }

    /** Whether a block is over and not cleared away. */
    static boolean over(Look look) {
        return cluster(look.view())
                .flatMap(cluster -> look.view().get(CatalogTables.BLOCKS, new Keys.OfNumber(cluster.blockFloor())))
                .map(block -> block.untilMillis() <= look.nowMillis())
                .orElse(false);
    }

    /** Clears away what is over, a bounded number; the rest is left for the next command. */
    static void clear(Turn turn) {
        Tx tx = turn.tx();
        Optional<ClusterRow> cluster = cluster(tx);
        if (cluster.isEmpty()) {
            return;
        }
        long floor = cluster.get().blockFloor();
        List<BlockRow> over = new ArrayList<>();
        tx.scan(
                CatalogTables.BLOCKS,
                new Keys.OfNumber(floor),
                new Keys.OfNumber(cluster.get().nextBlock()),
                (key, block) -> {
                    if (block.untilMillis() > turn.nowMillis()) {
                        return false;
                    }
                    over.add(block);
                    return over.size() < Limits.UNBLOCKED_PER_TURN_MAX;
                });
        for (BlockRow block : over) {
            tx.delete(CatalogTables.BLOCKS, new Keys.OfNumber(floor++));
            unblock(block, tx);
        }
        tx.put(
                CatalogTables.CLUSTER,
                ONLY,
                cluster.get().withBlocks(floor, cluster.get().nextBlock()));
    }

    /** A name may have been given again since, and even blocked again: then its row is no longer of this block. */
    private static void unblock(BlockRow block, Tx tx) {
        Keys.Text nameKey = new Keys.Text(block.nameKey());
        boolean ofThisBlock = tx.get(CatalogTables.NAMES, nameKey)
                .filter(name -> name.equals(new NameRow(NOBODY, block.untilMillis())))
                .isPresent();
        if (ofThisBlock) {
            tx.delete(CatalogTables.NAMES, nameKey);
        }
    }

    private static Optional<ClusterRow> cluster(View view) {
        return view.get(CatalogTables.CLUSTER, ONLY);
    }
}
