package io.sluice.node.machine.queue;

import io.sluice.node.command.GroupEntry;
import io.sluice.node.command.GroupPolicy;
import io.sluice.node.command.GroupState;
import io.sluice.node.command.Query;
import io.sluice.node.command.Reply;
import io.sluice.node.machine.Look;
import io.sluice.node.model.Limits;
import io.sluice.node.state.Keys;
import io.sluice.node.state.queue.TenantRow;
import io.sluice.node.state.queue.TenantTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists the tenants of a standard queue, each as far as it is settled. */
final class TenantQueries {
    private TenantQueries() {}

    static Reply list(Query.ListGroups query, Look look) {
        List<Map.Entry<Long, TenantRow>> rows = rows(query, look);
        List<GroupEntry> page = new ArrayList<>();
        long next = 0;
        int looked = 0;
        for (Map.Entry<Long, TenantRow> one : rows) {
            looked++;
            GroupEntry entry = entry(one.getValue());
            if (query.state().filter(state -> state != entry.state()).isEmpty()) {
                page.add(entry);
            }
            if (page.size() == query.groupsMax() || looked == Limits.GROUPS_LOOKED_AT_MAX) {
                next = looked < rows.size() || rows.size() == Limits.GROUPS_LOOKED_AT_MAX ? one.getKey() : 0;
                break;
            }
        }
        return new Reply.Groups(
                GroupPolicy.AWS, Tenants.row(look.view(), query.queue()).parked(), page, next);
    }

    private static List<Map.Entry<Long, TenantRow>> rows(Query.ListGroups query, Look look) {
        List<Map.Entry<Long, TenantRow>> rows = new ArrayList<>();
        Keys.InResource from = new Keys.InResource(query.queue(), query.after() + 1);
        Keys.InResource to = new Keys.InResource(query.queue(), -1L);
        if (query.state().filter(state -> state == GroupState.PARKED).isPresent()) {
            look.view().scan(TenantTables.PARKED, from, to, (key, mark) -> {
                rows.add(Map.entry(
                        key.number(), look.view().get(TenantTables.TENANTS, key).orElseThrow()));
                return rows.size() < Limits.GROUPS_LOOKED_AT_MAX;
            });
        } else {
            look.view().scan(TenantTables.TENANTS, from, to, (key, row) -> {
                rows.add(Map.entry(key.number(), row));
                return rows.size() < Limits.GROUPS_LOOKED_AT_MAX;
            });
        }
        return rows;
    }

    private static GroupEntry entry(TenantRow row) {
        long visible = row.strands().stream().mapToLong(TenantRow.Strand::count).sum();
        return new GroupEntry(
                row.name(),
                state(row, visible),
                visible,
                row.leased(),
                row.delayed(),
                Optional.empty(),
                0,
                row.parkedMillis(),
                0);
    }

    private static GroupState state(TenantRow row, long visible) {
        if (row.parkedMillis() != 0) {
            return GroupState.PARKED;
        }
        if (visible > 0) {
            return row.shut() > 0 ? GroupState.LIMITED : GroupState.READY;
        }
        return row.delayed() > 0 && row.leased() == 0 ? GroupState.DELAYED : GroupState.BUSY;
    }
}
