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

    /** All of them. */
    public static final List<Table<?, ?>> ALL = List.of(APPLIED, REPLIES);

    private TabletTables() {}
}
