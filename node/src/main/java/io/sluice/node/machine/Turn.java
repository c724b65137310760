package io.sluice.node.machine;

import io.sluice.node.command.Parcel;
import io.sluice.node.machine.part.Outbox;
import io.sluice.node.model.Moment;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.TabletId;
import io.sluice.node.state.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** One entry being applied: when, on which rows, and where its hints go. */
public final class Turn {
    private final Moment moment;
    private final Tx tx;
    private final SortedMap<ResourceId, Effect> byResource = new TreeMap<>();
    private final SortedMap<ResourceId, Effect> moving = new TreeMap<>();
    private final SortedMap<ResourceId, Effect> scheduled = new TreeMap<>();
    private final SortedMap<TabletId, Effect> outgoing = new TreeMap<>();
    private boolean catalogChanged;

    Turn(Moment moment, Tx tx) {
        this.moment = moment;
        this.tx = tx;
    }

    /** When. */
    public Moment moment() {
        return moment;
    }

    /** Log time in epoch milliseconds. */
    public long nowMillis() {
        return moment.millis();
    }

    /** The rows. */
    public Tx tx() {
        return tx;
    }

    /** Hints what a resource has to give; of several in one entry the last counts. */
    public void level(Effect.Level level) {
        byResource.put(level.resource(), level);
    }

    /** Hints that a resource is gone. */
    public void gone(ResourceId resource) {
        byResource.put(resource, new Effect.Gone(resource));
    }

    /** Puts a parcel for another tablet into the outbox, and hints so. */
    public void send(TabletId to, Parcel parcel) {
        Outbox.add(tx, to, parcel);
        outgoing(to);
    }

    /** Hints that parcels wait for a tablet. */
    public void outgoing(TabletId to) {
        outgoing.put(to, new Effect.Outgoing(to));
    }

    /** Hints when a move out of a resource goes on; of several in one entry the last counts. */
    public void moving(ResourceId resource, long nextMillis) {
        moving.put(resource, new Effect.Moving(resource, nextMillis));
    }

    /** Whether nothing was hinted of a move out of a resource. */
    public boolean isIdle(ResourceId resource) {
        return !moving.containsKey(resource);
    }

    /** Hints when a schedule of a resource is due; of several in one entry the last counts. */
    public void scheduled(ResourceId resource, long nextMillis) {
        scheduled.put(resource, new Effect.Scheduled(resource, nextMillis));
    }

    /** Hints that the catalog's rows changed. */
    public void catalogChanged() {
        catalogChanged = true;
    }

    List<Effect> effects() {
        List<Effect> effects = new ArrayList<>(byResource.values());
        effects.addAll(moving.values());
        effects.addAll(scheduled.values());
        effects.addAll(outgoing.values());
        if (catalogChanged) {
            effects.add(new Effect.CatalogChanged());
        }
        return effects;
    }
}
