package io.sluice.node.machine.queue;

import io.sluice.node.command.GroupEntry;
import io.sluice.node.command.GroupState;
import io.sluice.node.command.Origin;
import io.sluice.node.command.Query;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.machine.Look;
import io.sluice.node.model.Limits;
import io.sluice.node.state.Keys;
import io.sluice.node.state.queue.FifoEntryRow;
import io.sluice.node.state.queue.FifoGroupRow;
import io.sluice.node.state.queue.FifoTables;
import io.sluice.node.state.queue.QueueTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists the message groups of a FIFO queue, each as it stands at the time of the question, settled or not. */
final class GroupQueries {
    private final Query.ListGroups query;
    private final Look look;

    private GroupQueries(Query.ListGroups query, Look look) {
        this.query = query;
        this.look = look;
    }

    static Reply list(Query.ListGroups query, Look look) {
        Optional<QueueLedger> base = QueueLedger.of(look.view(), query.queue());
        if (base.isEmpty()) {
            return new Reply.Rejected(RejectionCode.RESOURCE_MISSING, "");
        }
        if (!base.get().settings.isFifo()) {
            return TenantQueries.list(query, look);
        }
        return new GroupQueries(query, look).page(FifoLedger.of(look.view(), base.get()));
    }

    private Reply page(FifoLedger ledger) {
        List<GroupEntry> page = new ArrayList<>();
        List<Map.Entry<Long, FifoGroupRow>> rows =
                query.state().filter(state -> state == GroupState.PARKED).isPresent() ? parked() : all();
        long next = 0;
        int looked = 0;
        for (Map.Entry<Long, FifoGroupRow> entry : rows) {
            looked++;
            Head head = head(entry.getValue());
            if (query.state().filter(state -> state != head.state()).isEmpty()) {
                page.add(group(entry.getValue(), head));
            }
            if (page.size() == query.groupsMax() || looked == Limits.GROUPS_LOOKED_AT_MAX) {
                next = looked < rows.size() || rows.size() == Limits.GROUPS_LOOKED_AT_MAX ? entry.getKey() : 0;
                break;
            }
        }
        return new Reply.Groups(ledger.policy, ledger.parked, page, next);
    }

    private List<Map.Entry<Long, FifoGroupRow>> all() {
        List<Map.Entry<Long, FifoGroupRow>> rows = new ArrayList<>();
        look.view().scan(FifoTables.GROUPS, key(query.after() + 1), key(-1L), (key, row) -> {
            if (!isEmpty(row)) {
                rows.add(Map.entry(key.number(), row));
            }
            return rows.size() < Limits.GROUPS_LOOKED_AT_MAX;
        });
        return rows;
    }

    /** Of a group without messages it may be remembered that its rate is used up. */
    private static boolean isEmpty(FifoGroupRow row) {
        return row.returned() + row.fresh() + row.leased() + row.delayed() == 0;
    }

    private List<Map.Entry<Long, FifoGroupRow>> parked() {
        List<Map.Entry<Long, FifoGroupRow>> rows = new ArrayList<>();
        look.view().scan(FifoTables.PARKED, key(query.after() + 1), key(-1L), (key, mark) -> {
            rows.add(Map.entry(
                    key.number(), look.view().get(FifoTables.GROUPS, key).orElseThrow()));
            return rows.size() < Limits.GROUPS_LOOKED_AT_MAX;
        });
        return rows;
    }

    /** The first message of a group, and how the group stands by it. */
    private record Head(long sequence, Optional<FifoEntryRow> entry, boolean held, GroupState state) {}

    private Head head(FifoGroupRow row) {
        long received = Math.min(row.firstReturned(), row.firstLeased());
        long sequence = received == Long.MAX_VALUE ? row.firstFresh() : received;
        Optional<FifoEntryRow> entry = look.view().get(FifoTables.ENTRIES, key(sequence));
        boolean held = entry.filter(one -> one.dueMillis() > look.nowMillis()).isPresent();
        return new Head(sequence, entry, held, state(row, entry.isPresent(), held, look.nowMillis()));
    }

    private static GroupState state(FifoGroupRow row, boolean visible, boolean held, long nowMillis) {
        if (row.parkedMillis() != 0) {
            return GroupState.PARKED;
        }
        if (!visible) {
            return GroupState.DELAYED;
        }
        if (row.wakeMillis() > nowMillis) {
            return GroupState.LIMITED;
        }
        if (!held) {
            return GroupState.READY;
        }
        return row.returned() + row.fresh() > 0 ? GroupState.BLOCKED : GroupState.BUSY;
    }

    private GroupEntry group(FifoGroupRow row, Head head) {
        Optional<FifoEntryRow> entry = head.entry();
        return new GroupEntry(
                row.name(),
                head.state(),
                row.returned() + row.fresh(),
                row.leased(),
                row.delayed(),
                entry.map(one -> origin(head.sequence())),
                entry.map(FifoEntryRow::leases).orElse(0L),
                row.parkedMillis() != 0
                        ? row.parkedMillis()
                        : entry.map(FifoEntryRow::lastReceivedMillis).orElse(0L),
                head.held() ? entry.orElseThrow().dueMillis() : 0);
    }

    private Origin origin(long sequence) {
        return look.view()
                .get(QueueTables.MESSAGES, key(sequence))
                .flatMap(message -> message.origin())
                .orElseGet(() -> Origin.at(query.queue(), sequence));
    }

    private Keys.InResource key(long number) {
        return new Keys.InResource(query.queue(), number);
    }
}
