package io.sluice.node.machine.catalog;

import io.sluice.node.command.KnownTablet;
import io.sluice.node.command.Query;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.machine.Look;
import io.sluice.node.model.NodeId;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.ResourceName;
import io.sluice.node.model.TabletId;
import io.sluice.node.state.Keys;
import io.sluice.node.state.View;
import io.sluice.node.state.catalog.CatalogTables;
import io.sluice.node.state.catalog.ClusterRow;
import io.sluice.node.state.catalog.ResourceRow;
import io.sluice.node.state.catalog.ResourceRow.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers what is asked of the catalog, without changing it. */
public final class CatalogQueries {
    /** Greater than every ASCII character that a name can have. */
    private static final String AFTER_ALL = "\u007f";

    private static final int RETIRED_MAX = 100;

    /** Where an active resource lives. */
    public Reply locate(Query.Locate query, Look look) {
        return look.view()
                .get(CatalogTables.NAMES, CatalogTables.nameKey(query.name()))
                .flatMap(name -> resource(look.view(), name.resource())
                        .filter(row -> row.state() == State.ACTIVE)
                        .<Reply>map(row -> new Reply.Placed(name.resource(), row.tablet(), true)))
                .orElseGet(() -> new Reply.Rejected(
                        RejectionCode.RESOURCE_MISSING, query.name().name()));
    }

    /** A page of active names. */
    public Reply listNames(Query.ListNames query, Look look) {
        List<ResourceName> names = new ArrayList<>();
        boolean[] more = {false};
        String from = query.after().compareTo(query.prefix()) > 0 ? query.after() : query.prefix();
        Keys.Text start = CatalogTables.nameKey(new ResourceName(query.kind(), query.account(), from));
        Keys.Text end =
                CatalogTables.nameKey(new ResourceName(query.kind(), query.account(), query.prefix() + AFTER_ALL));
        look.view().scan(CatalogTables.NAMES, start, end, (key, name) -> {
            Optional<ResourceName> active = resource(look.view(), name.resource())
                    .filter(row -> row.state() == State.ACTIVE)
                    .map(ResourceRow::name)
                    .filter(one -> !one.name().equals(query.after()));
            if (active.isPresent() && names.size() == query.namesMax()) {
                more[0] = true;
                return false;
            }
            active.ifPresent(names::add);
            return true;
        });
        return new Reply.Names(names, more[0]);
    }

    /** A page of the active resources whose dead letters go to another. */
    public Reply listSources(Query.ListSources query, Look look) {
        Optional<ResourceRow> target = resource(look.view(), query.target());
        if (target.isEmpty()) {
            return new Reply.Rejected(RejectionCode.RESOURCE_MISSING, "");
        }
        List<ResourceName> names = new ArrayList<>();
        boolean[] more = {false};
        ResourceName of = target.get().name();
        String sources = CatalogTables.sourcesPrefix(of);
        String after = CatalogTables.nameKey(new ResourceName(of.kind(), of.account(), query.after()))
                .value();
        look.view()
                .scan(
                        CatalogTables.SOURCES,
                        new Keys.Text(sources + after),
                        new Keys.Text(sources + AFTER_ALL),
                        (key, mark) -> {
                            Optional<ResourceName> active = look.view()
                                    .get(
                                            CatalogTables.NAMES,
                                            new Keys.Text(key.value().substring(sources.length())))
                                    .flatMap(name -> resource(look.view(), name.resource()))
                                    .filter(row -> row.state() == State.ACTIVE)
                                    .map(ResourceRow::name)
                                    .filter(name -> !name.name().equals(query.after()));
                            if (active.isPresent() && names.size() == query.namesMax()) {
                                more[0] = true;
                                return false;
                            }
                            active.ifPresent(names::add);
                            return true;
                        });
        return new Reply.Names(names, more[0]);
    }

    /** The active resource that has a name now, in the account of another one. */
    public Reply findHeir(Query.FindHeir query, Look look) {
        return resource(look.view(), query.neighbour())
                .map(ResourceRow::name)
                .map(near -> new ResourceName(near.kind(), near.account(), query.name()))
                .map(name -> locate(new Query.Locate(name), look))
                .orElseGet(() -> new Reply.Rejected(RejectionCode.RESOURCE_MISSING, query.name()));
    }

    /** An access key. */
    public Reply findKey(Query.FindKey query, Look look) {
        return AccessKeys.find(query, look.view());
    }

    /** A page of access keys. */
    public Reply listKeys(Query.ListKeys query, Look look) {
        return AccessKeys.list(query, look.view());
    }

    /** The cluster. */
    public Reply describeCluster(Query.DescribeCluster query, Look look) {
        View view = look.view();
        Optional<ClusterRow> cluster = view.get(CatalogTables.CLUSTER, new Keys.Only());
        List<Reply.Member> members = new ArrayList<>();
        view.scan(CatalogTables.NODES, new Keys.Text(""), new Keys.Text(AFTER_ALL), (key, row) -> {
            members.add(new Reply.Member(new NodeId(key.value()), row.draining()));
            return true;
        });
        List<KnownTablet> tablets = new ArrayList<>();
        view.scan(CatalogTables.TABLETS, new Keys.OfNumber(0), new Keys.OfNumber(-1L), (key, row) -> {
            tablets.add(
                    new KnownTablet(new TabletId((int) key.value()), row.ready(), row.confirmed(), row.resources()));
            return true;
        });
        return new Reply.Cluster(
                cluster.map(ClusterRow::clusterId).orElse(""),
                cluster.map(ClusterRow::secret).orElse(""),
                members,
                tablets,
                retired(view),
                Blocks.over(look));
    }

    /** Retired resources, a bounded number: the duty that drops them comes again. */
    private static List<Reply.Retired> retired(View view) {
        List<Reply.Retired> retired = new ArrayList<>();
        view.scan(
                CatalogTables.RETIRED,
                new Keys.OfResource(new ResourceId(0)),
                new Keys.OfResource(new ResourceId(-1L)),
                (key, mark) -> {
                    TabletId tablet =
                            resource(view, key.resource()).orElseThrow().tablet();
                    retired.add(new Reply.Retired(key.resource(), tablet));
                    return retired.size() < RETIRED_MAX;
                });
        return retired;
    }

    private static Optional<ResourceRow> resource(View view, ResourceId resource) {
        return view.get(CatalogTables.RESOURCES, new Keys.OfResource(resource));
    }
}
