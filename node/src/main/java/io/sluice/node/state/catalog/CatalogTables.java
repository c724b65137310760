package io.sluice.node.state.catalog;

import io.sluice.node.command.AccessKey;
import io.sluice.node.model.ResourceName;
import io.sluice.node.state.Keys;
import io.sluice.node.state.Mark;
import io.sluice.node.state.Table;
import io.sluice.node.state.TableId;
import java.util.List;

/** The tables of the catalog. */
public final class CatalogTables {
    /** The cluster; one row. */
    public static final Table<Keys.Only, ClusterRow> CLUSTER =
            new Table<>(TableId.CLUSTER, Keys.ONLY, CatalogRowsCodec.CLUSTER);

    /** Nodes by id. */
    public static final Table<Keys.Text, NodeRow> NODES = new Table<>(TableId.NODES, Keys.TEXT, CatalogRowsCodec.NODE);

    /** Tablets by number. */
    public static final Table<Keys.OfNumber, TabletRow> TABLETS =
            new Table<>(TableId.TABLETS, Keys.NUMBER, CatalogRowsCodec.TABLET);

    /** Resources by number. */
    public static final Table<Keys.OfResource, ResourceRow> RESOURCES =
            new Table<>(TableId.RESOURCES, Keys.OF_RESOURCE, CatalogRowsCodec.RESOURCE);

    /** Resource numbers by name. */
    public static final Table<Keys.Text, NameRow> NAMES = new Table<>(TableId.NAMES, Keys.TEXT, CatalogRowsCodec.NAME);

    /** Resources whose rows may still have to be dropped. */
    public static final Table<Keys.OfResource, Mark> RETIRED =
            new Table<>(TableId.RETIRED, Keys.OF_RESOURCE, Mark.CODEC);

    /** Where a resource's dead letters go, by resource. */
    public static final Table<Keys.OfResource, SourceLinkRow> SOURCE_LINKS =
            new Table<>(TableId.SOURCE_LINKS, Keys.OF_RESOURCE, CatalogRowsCodec.SOURCE_LINK);

    /** Resources whose dead letters go to one of a name, by that name and their own. */
    public static final Table<Keys.Text, Mark> SOURCES = new Table<>(TableId.SOURCES, Keys.TEXT, Mark.CODEC);

    /** Blocks of names, in the order of their ends. */
    public static final Table<Keys.OfNumber, BlockRow> BLOCKS =
            new Table<>(TableId.BLOCKS, Keys.NUMBER, CatalogRowsCodec.BLOCK);

    /** Moves that are active, by the key of the name of what they empty. */
    public static final Table<Keys.Text, ActiveMoveRow> ACTIVE_MOVES =
            new Table<>(TableId.ACTIVE_MOVES, Keys.TEXT, CatalogRowsCodec.ACTIVE_MOVE);

    /** Access keys by id. */
    public static final Table<Keys.Text, AccessKey> ACCESS_KEYS =
            new Table<>(TableId.ACCESS_KEYS, Keys.TEXT, CatalogRowsCodec.ACCESS_KEY);

    /** All of them. */
    public static final List<Table<?, ?>> ALL = List.of(
            CLUSTER,
            NODES,
            TABLETS,
            RESOURCES,
            NAMES,
            RETIRED,
            SOURCE_LINKS,
            SOURCES,
            BLOCKS,
            ACTIVE_MOVES,
            ACCESS_KEYS);

    private CatalogTables() {}

    /** Key of a name: kind, account and name, each in an order that keeps names of one account together. */
    public static Keys.Text nameKey(ResourceName name) {
        return new Keys.Text(name.kind().number() + "/" + name.account() + "/" + name.name());
    }

    /** Key of a source by the name of where its dead letters go, so that what is made again has its sources. */
    public static Keys.Text sourceKey(ResourceName target, ResourceName source) {
        return new Keys.Text(sourcesPrefix(target) + nameKey(source).value());
    }

    /** What the keys of the sources of a name begin with. No name has a blank in it. */
    public static String sourcesPrefix(ResourceName target) {
        return nameKey(target).value() + " ";
    }
}
