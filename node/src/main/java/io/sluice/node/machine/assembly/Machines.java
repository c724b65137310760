package io.sluice.node.machine.assembly;

import io.sluice.node.command.Query;
import io.sluice.node.command.Reply;
import io.sluice.node.machine.Look;
import io.sluice.node.machine.Machine;
import io.sluice.node.machine.Sieve;
import io.sluice.node.machine.TabletMachine;
import io.sluice.node.machine.catalog.CatalogMachine;
import io.sluice.node.machine.catalog.CatalogPost;
import io.sluice.node.machine.catalog.CatalogQueries;
import io.sluice.node.machine.part.Outbox;
import io.sluice.node.machine.queue.QueueMachine;
import io.sluice.node.machine.queue.QueuePost;
import io.sluice.node.machine.queue.QueueQueries;
import io.sluice.node.machine.queue.ScheduleQueries;
import io.sluice.node.machine.queue.ScheduleRules;
import io.sluice.node.state.Table;
import io.sluice.node.state.catalog.CatalogTables;
import io.sluice.node.state.queue.FifoTables;
import io.sluice.node.state.queue.QueueTables;
import io.sluice.node.state.queue.ScheduleTables;
import io.sluice.node.state.queue.SendKeyTables;
import io.sluice.node.state.queue.TenantTables;
import io.sluice.node.state.queue.TraceTables;
import io.sluice.node.state.tablet.TabletTables;
import java.util.List;
import java.util.stream.Stream;

/** Makes machines that know every kind, and names all tables that they use. */
public final class Machines {
    /** Every table of a tablet. */
    public static final List<Table<?, ?>> TABLES = Stream.of(
                    TabletTables.ALL,
                    CatalogTables.ALL,
                    QueueTables.ALL,
                    FifoTables.ALL,
                    SendKeyTables.ALL,
                    TenantTables.ALL,
                    ScheduleTables.ALL,
                    TraceTables.ALL)
            .flatMap(List::stream)
            .toList();

    private Machines() {}

    /** A machine for one replica of one tablet that cannot look into messages. */
    public static Machine create() {
        return create(Sieve.Maker.UNSEALED);
    }

    /** A machine for one replica of one tablet; its queries look into messages through these sieves. */
    public static Machine create(Sieve.Maker sieves) {
        QueueMachine queues = new QueueMachine();
        return new TabletMachine(
                new CatalogMachine(),
                queues,
                new ScheduleRules(),
                new Queries(sieves),
                List.of(queues),
                List.of(new QueuePost(), new CatalogPost()));
    }

    private static final class Queries implements Query.Rules<Look, Reply> {
        private final CatalogQueries catalog = new CatalogQueries();
        private final QueueQueries queues;
        private final ScheduleQueries schedules = new ScheduleQueries();

        Queries(Sieve.Maker sieves) {
            this.queues = new QueueQueries(sieves);
        }

        @Override
        public Reply locate(Query.Locate query, Look look) {
            return catalog.locate(query, look);
        }

        @Override
        public Reply listNames(Query.ListNames query, Look look) {
            return catalog.listNames(query, look);
        }

        @Override
        public Reply describeCluster(Query.DescribeCluster query, Look look) {
            return catalog.describeCluster(query, look);
        }

        @Override
        public Reply describeQueue(Query.DescribeQueue query, Look look) {
            return queues.describe(query, look);
        }

        @Override
        public Reply peek(Query.Peek query, Look look) {
            return queues.peek(query, look);
        }

        @Override
        public Reply listSources(Query.ListSources query, Look look) {
            return catalog.listSources(query, look);
        }

        @Override
        public Reply findHeir(Query.FindHeir query, Look look) {
            return catalog.findHeir(query, look);
        }

        @Override
        public Reply listMoves(Query.ListMoves query, Look look) {
            return queues.listMoves(query, look);
        }

        @Override
        public Reply unfinished(Query.Unfinished query, Look look) {
            return new Reply.Unfinished(
                    Outbox.destinations(look.view()), queues.moving(look), schedules.scheduled(look));
        }

        @Override
        public Reply outbox(Query.Outbox query, Look look) {
            return Outbox.front(look.view(), query);
        }

        @Override
        public Reply listGroups(Query.ListGroups query, Look look) {
            return queues.listGroups(query, look);
        }

        @Override
        public Reply describeDelivery(Query.DescribeDelivery query, Look look) {
            return queues.describeDelivery(query, look);
        }

        @Override
        public Reply listTags(Query.ListTags query, Look look) {
            return queues.listTags(query, look);
        }

        @Override
        public Reply getSchedule(Query.GetSchedule query, Look look) {
            return schedules.get(query, look);
        }

        @Override
        public Reply listSchedules(Query.ListSchedules query, Look look) {
            return schedules.list(query, look);
        }

        @Override
        public Reply dueSchedules(Query.DueSchedules query, Look look) {
            return schedules.due(query, look);
        }

        @Override
        public Reply trace(Query.Trace query, Look look) {
            return queues.trace(query, look);
        }

        @Override
        public Reply graves(Query.Graves query, Look look) {
            return queues.graves(query, look);
        }

        @Override
        public Reply browse(Query.Browse query, Look look) {
            return queues.browse(query, look);
        }

        @Override
        public Reply findKey(Query.FindKey query, Look look) {
            return catalog.findKey(query, look);
        }

        @Override
        public Reply listKeys(Query.ListKeys query, Look look) {
            return catalog.listKeys(query, look);
        }
    }
}
