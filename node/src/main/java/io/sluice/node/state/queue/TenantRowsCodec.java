package io.sluice.node.state.queue;

import io.sluice.node.state.RowCodec;
import io.sluice.record.v1.LooseRecord;
import io.sluice.record.v1.ReviewRecord;
import io.sluice.record.v1.RotaRecord;
import io.sluice.record.v1.StrandRecord;
import io.sluice.record.v1.TenantRecord;
import io.sluice.record.v1.TenantStateRecord;
import io.sluice.record.v1.TenantsRecord;
import java.util.Optional;

/** Bytes of the rows of tenants. */
final class TenantRowsCodec {
    static final RowCodec<TenantStateRow> STATE = QueueRowsCodec.codec(
            row -> {
                TenantStateRecord.Builder record = TenantStateRecord.newBuilder()
                        .setNextTenant(row.nextTenant())
                        .setNextPlace(row.nextPlace())
                        .addAllPasses(row.passes())
                        .setServed(row.served())
                        .setGiven(row.given())
                        .setParked(row.parked());
                row.rotas()
                        .forEach(one -> record.addRotas(RotaRecord.newBuilder()
                                .setNumber(one.number())
                                .setCount(one.count())
                                .setFloor(one.floor())));
                row.loose()
                        .forEach(one -> record.addLoose(LooseRecord.newBuilder()
                                .setPriority(one.priority())
                                .setCount(one.count())
                                .setFloor(one.floor())));
                row.review().ifPresent(review -> record.setReview(toRecord(review)));
                return record.build();
            },
            bytes -> {
                TenantStateRecord record = TenantStateRecord.parseFrom(bytes);
                return new TenantStateRow(
                        record.getNextTenant(),
                        record.getNextPlace(),
                        record.getRotasList().stream()
                                .map(one -> new TenantStateRow.Rota(one.getNumber(), one.getCount(), one.getFloor()))
                                .toList(),
                        record.getLooseList().stream()
                                .map(one -> new TenantStateRow.Loose(one.getPriority(), one.getCount(), one.getFloor()))
                                .toList(),
                        record.getPassesList(),
                        record.getServed(),
                        record.getGiven(),
                        record.getParked(),
                        record.hasReview() ? Optional.of(fromRecord(record.getReview())) : Optional.empty());
            },
            row -> 192
                    + 40
                            * (row.rotas().size()
                                    + row.loose().size()
                                    + row.passes().size()));

    static final RowCodec<TenantRow> TENANT = QueueRowsCodec.codec(
            row -> {
                TenantRecord.Builder record = TenantRecord.newBuilder()
                        .setName(row.name())
                        .setDelayed(row.delayed())
                        .setLeased(row.leased())
                        .setParkedMillis(row.parkedMillis())
                        .setPaidMicros(row.paidMicros())
                        .setWakeMillis(row.wakeMillis())
                        .setShut(row.shut());
                row.strands()
                        .forEach(one -> record.addStrands(StrandRecord.newBuilder()
                                .setPriority(one.priority())
                                .setCount(one.count())
                                .setFloor(one.floor())
                                .setRota(one.rota())
                                .setPlace(one.place())));
                return record.build();
            },
            bytes -> {
                TenantRecord record = TenantRecord.parseFrom(bytes);
                return new TenantRow(
                        record.getName(),
                        record.getDelayed(),
                        record.getLeased(),
                        record.getStrandsList().stream()
                                .map(one -> new TenantRow.Strand(
                                        one.getPriority(),
                                        one.getCount(),
                                        one.getFloor(),
                                        one.getRota(),
                                        one.getPlace()))
                                .toList(),
                        record.getParkedMillis(),
                        record.getPaidMicros(),
                        record.getWakeMillis(),
                        record.getShut());
            },
            row -> 160 + row.name().length() + 48 * row.strands().size());

    private TenantRowsCodec() {}

    static ReviewRecord toRecord(GroupReview review) {
        return ReviewRecord.newBuilder()
                .setDueMillis(review.dueMillis())
                .setNumber(review.number())
                .build();
    }

    static GroupReview fromRecord(ReviewRecord record) {
        return new GroupReview(record.getDueMillis(), record.getNumber());
    }

    static TenantsRecord toRecord(TenantsCount count) {
        TenantsRecord.Builder record =
                TenantsRecord.newBuilder().setVisible(count.visible()).setShut(count.shut());
        if (count.wakeMillis() != Long.MAX_VALUE) {
            record.setWakeMillis(count.wakeMillis());
        }
        return record.build();
    }

    static TenantsCount fromRecord(TenantsRecord record) {
        return new TenantsCount(
                record.getVisible(),
                record.getShut(),
                record.hasWakeMillis() ? record.getWakeMillis() : Long.MAX_VALUE);
    }
}
