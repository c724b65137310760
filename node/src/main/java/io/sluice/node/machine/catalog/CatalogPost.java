package io.sluice.node.machine.catalog;

import io.sluice.node.command.Parcel;
import io.sluice.node.machine.ParcelRules;
import io.sluice.node.machine.Turn;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.TabletId;
import io.sluice.node.state.Keys;
import io.sluice.node.state.Mark;
import io.sluice.node.state.Tx;
import io.sluice.node.state.catalog.CatalogTables;
import io.sluice.node.state.catalog.ResourceRow;
import io.sluice.node.state.catalog.SourceLinkRow;
import java.util.Optional;

/**
 * What the catalog is told by other tablets: where the dead letters of their resources go, and
 * which moves are active. A resource's news come from its own tablet and in order, so the last word is the newest.
 */
public final class CatalogPost implements ParcelRules {
    @Override
    public boolean arrive(Parcel parcel, TabletId from, Turn turn) {
        if (parcel instanceof Parcel.Moving moving) {
            turn.tx()
                    .get(CatalogTables.RESOURCES, new Keys.OfResource(moving.queue()))
                    .filter(row -> row.state() != ResourceRow.State.RETIRED)
                    .ifPresent(row -> ActiveMoves.told(row.name(), moving.active(), turn));
            return true;
        }
        if (!(parcel instanceof Parcel.Link link)) {
            return false;
        }
        Optional<ResourceRow> source = turn.tx()
                .get(CatalogTables.RESOURCES, new Keys.OfResource(link.source()))
                .filter(row -> row.state() != ResourceRow.State.RETIRED);
        // Of a resource that was deleted in the meantime nobody wants to know.
        source.ifPresent(row -> {
            unlink(turn.tx(), link.source());
            turn.tx()
                    .get(CatalogTables.RESOURCES, new Keys.OfResource(link.target()))
                    .ifPresent(target -> link(turn.tx(), link.source(), row, target));
        });
        return true;
    }

    @Override
    public void inherited(Parcel parcel, ResourceId heir, TabletId tablet, Turn turn) {
        // The catalog sends no parcels.
    }

    @Override
    public void settled(Parcel parcel, boolean refused, Turn turn) {
        // The catalog sends no parcels.
    }

    /** Forgets where the dead letters of a resource go. */
    static void unlink(Tx tx, ResourceId source) {
        Keys.OfResource key = new Keys.OfResource(source);
        tx.get(CatalogTables.SOURCE_LINKS, key).ifPresent(link -> {
            tx.delete(CatalogTables.SOURCE_LINKS, key);
            tx.delete(CatalogTables.SOURCES, new Keys.Text(link.sourceKey()));
        });
    }

    /** By the target's name, which a policy gives, and not by its number: the name may be given to another. */
    private static void link(Tx tx, ResourceId source, ResourceRow row, ResourceRow target) {
        Keys.Text key = CatalogTables.sourceKey(target.name(), row.name());
        tx.put(CatalogTables.SOURCE_LINKS, new Keys.OfResource(source), new SourceLinkRow(key.value()));
        tx.put(CatalogTables.SOURCES, key, Mark.MARK);
    }
}
