package io.sluice.node.state.queue;

import io.sluice.node.state.Keys;
import io.sluice.node.state.Table;
import io.sluice.node.state.TableId;
import java.util.List;

/** The tables of idempotency keys, of those queues that were sent something under one (ADR 0037). */
public final class SendKeyTables {
    /** Answers by queue and key. */
    public static final Table<Keys.TextIn, SendKeyRow> KEYS =
            new Table<>(TableId.SEND_KEYS, Keys.TEXT_IN, SendKeyRowsCodec.KEY);

    /** The same in the order in which their windows end, by queue, time and number. */
    public static final Table<Keys.Due, SendKeysDueRow> DUE =
            new Table<>(TableId.SEND_KEYS_DUE, Keys.DUE, SendKeyRowsCodec.DUE);

    /** All of them. */
    public static final List<Table<?, ?>> ALL = List.of(KEYS, DUE);

    private SendKeyTables() {}
}
