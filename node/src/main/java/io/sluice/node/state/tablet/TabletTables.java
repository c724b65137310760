package io.sluice.node.state.tablet;

import io.sluice.node.state.Keys;
import io.sluice.node.state.Table;
import io.sluice.node.state.TableId;
import java.util.List;

/** The tables that every tablet has. */
public final class TabletTables {
    /** How far the tablet is; one row. */
    public static final Table<Keys.Only, AppliedRow> APPLIED =
            new Table<>(TableId.APPLIED, Keys.ONLY, TabletRowsCodec.APPLIED);

    /** Kept replies by log index. */
    public static final Table<Keys.OfNumber, RepliesRow> REPLIES =
            new Table<>(TableId.REPLIES, Keys.NUMBER, TabletRowsCodec.REPLIES);

    /** What is on its way to other tablets, by tablet. */
    public static final Table<Keys.OfNumber, LaneRow> LANES =
            new Table<>(TableId.OUTBOX_LANES, Keys.NUMBER, PostRowsCodec.LANE);

    /** Parcels on their way, by tablet and sequence. */
    public static final Table<Keys.InTablet, OutboxRow> OUTBOX =
            new Table<>(TableId.OUTBOX, Keys.IN_TABLET, PostRowsCodec.OUTBOX);

    /** What has come from other tablets, by tablet. */
    public static final Table<Keys.OfNumber, InboxRow> INBOX =
            new Table<>(TableId.INBOX, Keys.NUMBER, PostRowsCodec.INBOX);

    /** All of them. */
    public static final List<Table<?, ?>> ALL = List.of(APPLIED, REPLIES, LANES, OUTBOX, INBOX);

    private TabletTables() {}
}
