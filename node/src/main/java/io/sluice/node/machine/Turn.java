package io.sluice.node.machine;

import io.sluice.node.model.Moment;
import io.sluice.node.model.ResourceId;
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

    /** Hints that the catalog's rows changed. */
    public void catalogChanged() {
        catalogChanged = true;
    }

    List<Effect> effects() {
        List<Effect> effects = new ArrayList<>(byResource.values());
        if (catalogChanged) {
            effects.add(new Effect.CatalogChanged());
        }
        return effects;
    }
}
