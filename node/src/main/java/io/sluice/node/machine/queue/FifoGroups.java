package io.sluice.node.machine.queue;

import io.sluice.node.command.DeliveryLimits;
import io.sluice.node.command.Rate;
import io.sluice.node.state.Keys;
import io.sluice.node.state.Mark;
import io.sluice.node.state.Tx;
import io.sluice.node.state.queue.FifoEntryRow.State;
import io.sluice.node.state.queue.FifoNumberRow;
import io.sluice.node.state.queue.FifoTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The message groups of one FIFO queue during one command: keeps the rows of those that the command
 * touches, and the order of the ready ones. A group is in that order exactly while it has something to
 * give, so a blocked one costs others nothing; one that becomes ready goes to the end. A group without a
 * message has no row.
 */
final class FifoGroups {
    private final FifoLedger ledger;
    private final Tx tx;
    private final SortedMap<Long, FifoGroup> touched = new TreeMap<>();
    private final SortedMap<String, FifoGroup> begun = new TreeMap<>();

    /** Places in the order of ready groups that this command has made free, and that are not before its beginning. */
    private final SortedSet<Long> passed = new TreeSet<>();

    private final GroupWakes wakes;

    FifoGroups(FifoLedger ledger, Tx tx) {
        this.ledger = ledger;
        this.tx = tx;
        this.wakes = new GroupWakes(ledger.base, ledger.review, tx);
    }

    /** What the limits of groups let one give now. */
    Allowance allowance(FifoGroup group) {
        DeliveryLimits limits = ledger.base.delivery.limits();
        return Allowance.of(
                limits.groupRate(),
                Allowance.capped(limits.groupRate(), group.paidMicros, ledger.base.nowMillis),
                limits.groupInFlightMax(),
                group.leased.count(),
                ledger.base.nowMillis);
    }

    /** A group was given so many messages: it pays for them. */
    void pay(FifoGroup group, long messages) {
        Optional<Rate> rate = ledger.base.delivery.limits().groupRate();
        long paidMicros = Allowance.capped(rate, group.paidMicros, ledger.base.nowMillis);
        group.paidMicros = Allowance.paid(rate, paidMicros, messages, ledger.base.nowMillis);
    }

    /** Those whose time has come, and some of those that other limits may have opened, are looked at. */
    void wake() {
        wakes.due().forEach(this::of);
        ledger.review = wakes.reviewed();
    }

    /** Limits of groups have changed: whoever is shut is looked at again, a bounded number by each command. */
    void review() {
        wakes.review();
        ledger.review = wakes.reviewed();
    }

    /** The group of that number, which has messages. */
    FifoGroup of(long number) {
        return touched.computeIfAbsent(
                number,
                unused -> tx.get(FifoTables.GROUPS, key(number))
                        .map(row -> FifoGroup.of(number, row))
                        .orElseThrow(() -> new IllegalStateException("a message has no group: " + number)));
    }

    /** The group of that name, to take a message. */
    FifoGroup of(String name) {
        Optional<FifoNumberRow> known = tx.get(FifoTables.NAMES, new Keys.TextIn(ledger.queue(), name));
        if (known.isPresent()) {
            return of(known.get().number());
        }
        return begun.computeIfAbsent(name, unused -> {
            FifoGroup group = FifoGroup.begun(ledger.nextGroup++, name);
            touched.put(group.number, group);
            return group;
        });
    }

    /** The group of that name, if it has messages; what the command did before counts. */
    Optional<FifoGroup> existing(String name) {
        save();
        return tx.get(FifoTables.NAMES, new Keys.TextIn(ledger.queue(), name))
                .map(row -> {
                    FifoGroup group = of(row.number());
                    find(group);
                    return group;
                })
                .filter(group -> !group.isEmpty());
    }

    /** The groups that a receive of so many messages begins with, in order: those that were ready for longest. */
    List<FifoGroup> ready(int wanted) {
        List<FifoGroup> groups = new ArrayList<>();
        long missing = wanted;
        // Mostly one place follows the other, and a scan would ask the disk for what is seldom there.
        for (long place = ledger.readyFloor; missing > 0 && place < ledger.nextReady; place++) {
            Optional<FifoNumberRow> row = tx.get(FifoTables.READY, key(place));
            if (row.isEmpty()) {
                scan(place, missing, groups);
                break;
            }
            missing -= add(row.get(), groups);
        }
        return groups;
    }

    private void scan(long place, long wanted, List<FifoGroup> groups) {
        long[] floor = {ledger.nextReady};
        long[] missing = {wanted};
        boolean first = groups.isEmpty();
        tx.scan(FifoTables.READY, key(place), key(ledger.nextReady), (key, row) -> {
            floor[0] = Math.min(floor[0], key.number());
            missing[0] -= add(row, groups);
            return missing[0] > 0;
        });
        ledger.readyFloor = first ? floor[0] : ledger.readyFloor;
    }

    /** Adds the group of a row to ready ones; returns how many messages it has to give. */
    private long add(FifoNumberRow row, List<FifoGroup> groups) {
        FifoGroup group = of(row.number());
        groups.add(group);
        return group.leased.isEmpty() ? group.fresh + group.returned.count() : 1;
    }

    /** Whether a receive could have more messages than it had so far. */
    boolean haveMore() {
        save();
        return ledger.offered > 0;
    }

    /** Brings the rows in line with what the command did so far. */
    void save() {
        touched.values().forEach(this::save);
        while (passed.remove(ledger.readyFloor)) {
            ledger.readyFloor++;
        }
        touched.values().removeIf(FifoGroup::isEmpty);
        begun.clear();
    }

    /** A parked group that has no message left is no longer one. */
    private void list(FifoGroup group) {
        boolean parked = group.parkedMillis != 0 && !group.isEmpty();
        if (parked == group.listed) {
            return;
        }
        if (parked) {
            tx.put(FifoTables.PARKED, key(group.number), Mark.MARK);
            ledger.parked++;
        } else {
            tx.delete(FifoTables.PARKED, key(group.number));
            ledger.parked--;
        }
        group.listed = parked;
    }

    /** Makes sure of where the lines of a group begin. */
    void find(FifoGroup group) {
        find(group, State.RETURNED);
        find(group, State.LEASED);
    }

    private void save(FifoGroup group) {
        find(group);
        limit(group);
        if (group.isReady() && group.ready == 0) {
            group.ready = ledger.nextReady++;
            tx.insert(FifoTables.READY, key(group.ready), new FifoNumberRow(group.number));
        } else if (!group.isReady() && group.ready != 0) {
            tx.delete(FifoTables.READY, key(group.ready));
            passed.add(group.ready);
            group.ready = 0;
        }
        list(group);
        ledger.offered += group.offer() - group.offered;
        group.offered = group.offer();
        Keys.TextIn name = new Keys.TextIn(ledger.queue(), group.name);
        if (group.isEmpty() && group.wakeMillis == 0) {
            tx.delete(FifoTables.GROUPS, key(group.number));
            tx.delete(FifoTables.NAMES, name);
        } else if (begun.containsKey(group.name)) {
            tx.insert(FifoTables.GROUPS, key(group.number), group.row());
            // A name may have been used before, and by another number.
            tx.put(FifoTables.NAMES, name, new FifoNumberRow(group.number));
        } else {
            tx.put(FifoTables.GROUPS, key(group.number), group.row());
        }
    }

    private void limit(FifoGroup group) {
        DeliveryLimits limits = ledger.base.delivery.limits();
        if (!limits.holdsGroups() && group.wakeMillis == 0 && group.paidMicros == 0) {
            return;
        }
        group.paidMicros = Allowance.capped(limits.groupRate(), group.paidMicros, ledger.base.nowMillis);
        group.open = allowance(group).messages() > 0;
        long wakeMillis = GroupWakes.wakeMillis(
                limits,
                group.paidMicros,
                group.leased.count(),
                group.waits() && !group.open,
                group.isEmpty(),
                ledger.base.nowMillis);
        group.wakeMillis = wakes.set(group.number, group.wakeMillis, wakeMillis);
        ledger.base.shut += group.shut() - group.shut;
        group.shut = group.shut();
    }

    private void find(FifoGroup group, State state) {
        FifoLine line = group.line(state);
        if (line.isExact()) {
            return;
        }
        // Mostly the guess is right: messages of a group are received and deleted in order.
        if (line.guess() != 0
                && tx.get(FifoTables.ENTRIES, key(line.guess()))
                        .filter(row -> row.state() == state)
                        .isPresent()) {
            line.begins(line.guess());
            return;
        }
        long number = FifoTables.line(group.number, state);
        tx.scan(
                FifoTables.LINES,
                new Keys.InLine(ledger.queue(), number, line.floor()),
                new Keys.InLine(ledger.queue(), number + 1, 0),
                (key, mark) -> {
                    line.begins(key.number());
                    return false;
                });
    }

    private Keys.InResource key(long number) {
        return new Keys.InResource(ledger.queue(), number);
    }
}
