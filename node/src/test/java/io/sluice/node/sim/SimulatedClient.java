package io.sluice.node.sim;

import io.sluice.node.command.Command;
import io.sluice.node.command.Entry;
import io.sluice.node.command.Reply;
import io.sluice.node.model.RequestId;

/** Makes one call after another; when no answer comes it repeats the call under the same request id. */
final class SimulatedClient {
    private static final int TIMEOUT_MILLIS = 500;
    private static final int ATTEMPTS_MAX = 40;

    private final long id;
    private final DeterministicTasks tasks;
    private final Chance chance;
    private final Workload workload;
    private final SimulatedCluster cluster;
    private final Runnable finished;
    private int callsLeft;
    private long call;
    private boolean answered;

    SimulatedClient(
            long id,
            DeterministicTasks tasks,
            Chance chance,
            Workload workload,
            SimulatedCluster cluster,
            int calls,
            Runnable finished) {
        this.id = id;
        this.tasks = tasks;
        this.chance = chance;
        this.workload = workload;
        this.cluster = cluster;
        this.callsLeft = calls;
        this.finished = finished;
    }

    void next() {
        if (callsLeft-- == 0) {
            finished.run();
        } else if (chance.percent(10)) {
            cluster.ask(workload.query());
            tasks.after(workload.thinkMillis(), this::next);
        } else {
            call(workload.command());
        }
    }

    void call(Command command) {
        call++;
        answered = false;
        attempt(new Entry.Item(new RequestId(id, call), command), 1);
    }

    private void attempt(Entry.Item item, int attempt) {
        long mine = call;
        if (!chance.percent(3)) {
            tasks.after(1 + chance.below(5), () -> {
                cluster.propose(item, reply -> answer(mine, item, reply));
                workload.beside(item.command())
                        .ifPresent(other -> cluster.propose(new Entry.Item(RequestId.NONE, other), reply -> {}));
            });
        }
        if (chance.percent(5)) {
            // The network keeps a copy, for a moment or for longer than replies are kept.
            long laterMillis = chance.percent(80) ? chance.below(300) : chance.below(300_000);
            tasks.after(laterMillis, () -> cluster.propose(item, reply -> answer(mine, item, reply)));
        }
        tasks.after(TIMEOUT_MILLIS, () -> {
            if (answered || call != mine) {
                return;
            }
            if (attempt < ATTEMPTS_MAX) {
                attempt(item, attempt + 1);
            } else {
                next();
            }
        });
    }

    private void answer(long of, Entry.Item item, Reply reply) {
        workload.learn(item.command(), reply);
        if (of == call && !answered) {
            answered = true;
            tasks.after(workload.thinkMillis(), this::next);
        }
    }
}
