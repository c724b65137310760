package io.sluice.node.raft;

import io.sluice.node.machine.Effect;
import io.sluice.node.model.TabletId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/** Tells the listener about one tablet, in order and in the tablet's lane, whatever thread something happens on. */
final class Announcer {
    /** Effects of applied entries that wait for the lane on a replica that did not propose them; more are dropped. */
    static final int EFFECTS_WAITING_MAX = 10_000;

    private final TabletId tablet;
    private final TabletListener listener;
    private final Executor lane;
    private final Map<Object, Effect> effects = new LinkedHashMap<>();
    private volatile boolean leading;

    /** Whether the listener believes that this node leads; touched in the lane only. */
    private boolean announced;

    Announcer(TabletId tablet, TabletListener listener, Executor lane) {
        this.tablet = tablet;
        this.listener = listener;
        this.lane = lane;
    }

    boolean leading() {
        return leading;
    }

    void ready(long term) {
        lane.execute(() -> {
            leading = true;
            announced = true;
            listener.leaderReady(tablet, term);
        });
    }

    /** The lead is gone at once; the listener hears it in its turn. */
    void lost(Runnable afterwards) {
        leading = false;
        lane.execute(() -> {
            leading = false;
            if (announced) {
                announced = false;
                listener.leaderLost(tablet);
            }
            afterwards.run();
        });
    }

    void installed() {
        lane.execute(() -> listener.installed(tablet));
    }

    /** An entry that this node proposed: its effects, then its replies. */
    void applied(List<Effect> hints, Runnable replies) {
        lane.execute(() -> {
            tell(hints);
            replies.run();
        });
    }

    /** An entry of another proposer; what the lane has not yet told is told at once, and once. */
    void applied(List<Effect> hints) {
        if (hints.isEmpty()) {
            return;
        }
        boolean first;
        synchronized (effects) {
            first = effects.isEmpty();
            for (Effect hint : hints) {
                keep(hint);
            }
        }
        if (first) {
            lane.execute(() -> tell(takeEffects()));
        }
    }

    /** Of several levels of one resource the last counts. */
    private void keep(Effect hint) {
        Object about = hint instanceof Effect.Level level ? level.resource() : hint;
        effects.remove(about);
        if (effects.size() < EFFECTS_WAITING_MAX) {
            effects.put(about, hint);
        }
    }

    private List<Effect> takeEffects() {
        synchronized (effects) {
            List<Effect> taken = List.copyOf(effects.values());
            effects.clear();
            return taken;
        }
    }

    private void tell(List<Effect> hints) {
        if (!hints.isEmpty()) {
            listener.applied(tablet, hints, announced);
        }
    }
}
