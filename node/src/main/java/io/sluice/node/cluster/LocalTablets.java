package io.sluice.node.cluster;

import io.sluice.node.command.Query;
import io.sluice.node.command.Reply;
import io.sluice.node.model.TabletId;
import java.util.concurrent.CompletableFuture;

/** Executes calls on tablets that this node leads; polls are parked here. Fails with {@code ProposeFailure} only. */
public interface LocalTablets {
    /** True when this node leads the tablet and serves. */
    boolean leads(TabletId tablet);

    /** Executes a command. */
    CompletableFuture<Reply> execute(TabletId tablet, Call call);

    /** Answers a query. */
    CompletableFuture<Reply> query(TabletId tablet, Query query);
}
