package io.sluice.node.command;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.ResourceKind;
import io.sluice.node.model.ResourceName;
import io.sluice.node.model.TabletId;
import io.sluice.record.v1.DescribeClusterQuery;
import io.sluice.record.v1.FindHeirQuery;
import io.sluice.record.v1.FindKeyQuery;
import io.sluice.record.v1.GetScheduleQuery;
import io.sluice.record.v1.GravesQuery;
import io.sluice.record.v1.ListGroupsQuery;
import io.sluice.record.v1.ListKeysQuery;
import io.sluice.record.v1.ListNamesQuery;
import io.sluice.record.v1.ListSchedulesQuery;
import io.sluice.record.v1.ListSourcesQuery;
import io.sluice.record.v1.LocateQuery;
import io.sluice.record.v1.OutboxQuery;
import io.sluice.record.v1.QueryRecord;
import io.sluice.record.v1.ResourceQuery;
import io.sluice.record.v1.TraceQuery;
import io.sluice.record.v1.UnfinishedQuery;
import java.util.Optional;

/** Bytes of queries on their way between nodes. */
public final class QueryCodec {
    private QueryCodec() {}

    /** Bytes of a query. */
    public static ByteString encode(Query query) {
        return query.accept(ToRecord.INSTANCE, QueryRecord.newBuilder()).toByteString();
    }

    /** The query of these bytes. */
    public static Query decode(ByteString bytes) {
        try {
            QueryRecord record = QueryRecord.parseFrom(bytes);
            return switch (record.getQueryCase()) {
                case LOCATE ->
                    new Query.Locate(new ResourceName(
                            ResourceKind.of(record.getLocate().getKind()),
                            record.getLocate().getAccount(),
                            record.getLocate().getName()));
                case LIST_NAMES ->
                    new Query.ListNames(
                            ResourceKind.of(record.getListNames().getKind()),
                            record.getListNames().getAccount(),
                            record.getListNames().getPrefix(),
                            record.getListNames().getAfter(),
                            record.getListNames().getNamesMax());
                case DESCRIBE_CLUSTER -> new Query.DescribeCluster();
                case DESCRIBE_QUEUE ->
                    new Query.DescribeQueue(
                            new ResourceId(record.getDescribeQueue().getResource()));
                case PEEK -> new Query.Peek(new ResourceId(record.getPeek().getResource()));
                case LIST_SOURCES ->
                    new Query.ListSources(
                            new ResourceId(record.getListSources().getTarget()),
                            record.getListSources().getAfter(),
                            record.getListSources().getNamesMax());
                case FIND_HEIR -> findHeir(record.getFindHeir());
                case LIST_MOVES -> new Query.ListMoves(resource(record.getListMoves()));
                case UNFINISHED -> new Query.Unfinished();
                case OUTBOX -> outbox(record.getOutbox());
                case LIST_GROUPS -> listGroups(record.getListGroups());
                case DESCRIBE_DELIVERY -> new Query.DescribeDelivery(resource(record.getDescribeDelivery()));
                case LIST_TAGS -> new Query.ListTags(resource(record.getListTags()));
                case GET_SCHEDULE ->
                    new Query.GetSchedule(
                            new ResourceId(record.getGetSchedule().getQueue()),
                            record.getGetSchedule().getId());
                case LIST_SCHEDULES ->
                    new Query.ListSchedules(
                            new ResourceId(record.getListSchedules().getQueue()),
                            record.getListSchedules().getAfterMillis(),
                            record.getListSchedules().getAfterNumber(),
                            record.getListSchedules().getSchedulesMax());
                case DUE_SCHEDULES -> new Query.DueSchedules(resource(record.getDueSchedules()));
                case TRACE ->
                    new Query.Trace(
                            new ResourceId(record.getTrace().getQueue()),
                            new ResourceId(record.getTrace().getOriginQueue()),
                            record.getTrace().getOriginSequence());
                case BROWSE -> BrowseCodec.fromRecord(record.getBrowse());
                case GRAVES ->
                    new Query.Graves(BrowseCodec.fromRecord(record.getGraves().getLook()));
                case FIND_KEY, LIST_KEYS -> AccessKeyCodec.fromRecord(record);
                case QUERY_NOT_SET -> throw new IllegalArgumentException("a query of a later version");
            };
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("unreadable query", e);
        }
    }

    private static ResourceId resource(ResourceQuery record) {
        return new ResourceId(record.getResource());
    }

    private static Query findHeir(FindHeirQuery record) {
        return new Query.FindHeir(new ResourceId(record.getNeighbour()), record.getName());
    }

    private static Query outbox(OutboxQuery record) {
        return new Query.Outbox(new TabletId(record.getTo()), record.getParcelsMax(), record.getBytesMax());
    }

    private static Query listGroups(ListGroupsQuery record) {
        return new Query.ListGroups(
                new ResourceId(record.getQueue()),
                record.getState() == 0 ? Optional.empty() : Optional.of(GroupState.of(record.getState())),
                record.getAfter(),
                record.getGroupsMax());
    }

    private enum ToRecord implements Query.Rules<QueryRecord.Builder, QueryRecord> {
        INSTANCE;

        @Override
        public QueryRecord locate(Query.Locate query, QueryRecord.Builder record) {
            return record.setLocate(LocateQuery.newBuilder()
                            .setKind(query.name().kind().number())
                            .setAccount(query.name().account())
                            .setName(query.name().name()))
                    .build();
        }

        @Override
        public QueryRecord listNames(Query.ListNames query, QueryRecord.Builder record) {
            return record.setListNames(ListNamesQuery.newBuilder()
                            .setKind(query.kind().number())
                            .setAccount(query.account())
                            .setPrefix(query.prefix())
                            .setAfter(query.after())
                            .setNamesMax(query.namesMax()))
                    .build();
        }

        @Override
        public QueryRecord describeCluster(Query.DescribeCluster query, QueryRecord.Builder record) {
            return record.setDescribeCluster(DescribeClusterQuery.getDefaultInstance())
                    .build();
        }

        @Override
        public QueryRecord describeQueue(Query.DescribeQueue query, QueryRecord.Builder record) {
            return record.setDescribeQueue(
                            ResourceQuery.newBuilder().setResource(query.queue().value()))
                    .build();
        }

        @Override
        public QueryRecord peek(Query.Peek query, QueryRecord.Builder record) {
            return record.setPeek(ResourceQuery.newBuilder()
                            .setResource(query.resource().value()))
                    .build();
        }

        @Override
        public QueryRecord listSources(Query.ListSources query, QueryRecord.Builder record) {
            return record.setListSources(ListSourcesQuery.newBuilder()
                            .setTarget(query.target().value())
                            .setAfter(query.after())
                            .setNamesMax(query.namesMax()))
                    .build();
        }

        @Override
        public QueryRecord findHeir(Query.FindHeir query, QueryRecord.Builder record) {
            return record.setFindHeir(FindHeirQuery.newBuilder()
                            .setNeighbour(query.neighbour().value())
                            .setName(query.name()))
                    .build();
        }

        @Override
        public QueryRecord listMoves(Query.ListMoves query, QueryRecord.Builder record) {
            return record.setListMoves(
                            ResourceQuery.newBuilder().setResource(query.queue().value()))
                    .build();
        }

        @Override
        public QueryRecord unfinished(Query.Unfinished query, QueryRecord.Builder record) {
            return record.setUnfinished(UnfinishedQuery.getDefaultInstance()).build();
        }

        @Override
        public QueryRecord outbox(Query.Outbox query, QueryRecord.Builder record) {
            return record.setOutbox(OutboxQuery.newBuilder()
                            .setTo(query.to().value())
                            .setParcelsMax(query.parcelsMax())
                            .setBytesMax(query.bytesMax()))
                    .build();
        }

        @Override
        public QueryRecord listGroups(Query.ListGroups query, QueryRecord.Builder record) {
            return record.setListGroups(ListGroupsQuery.newBuilder()
                            .setQueue(query.queue().value())
                            .setState(query.state().map(GroupState::number).orElse(0))
                            .setAfter(query.after())
                            .setGroupsMax(query.groupsMax()))
                    .build();
        }

        @Override
        public QueryRecord describeDelivery(Query.DescribeDelivery query, QueryRecord.Builder record) {
            return record.setDescribeDelivery(
                            ResourceQuery.newBuilder().setResource(query.queue().value()))
                    .build();
        }

        @Override
        public QueryRecord listTags(Query.ListTags query, QueryRecord.Builder record) {
            return record.setListTags(
                            ResourceQuery.newBuilder().setResource(query.queue().value()))
                    .build();
        }

        @Override
        public QueryRecord getSchedule(Query.GetSchedule query, QueryRecord.Builder record) {
            return record.setGetSchedule(GetScheduleQuery.newBuilder()
                            .setQueue(query.queue().value())
                            .setId(query.id()))
                    .build();
        }

        @Override
        public QueryRecord listSchedules(Query.ListSchedules query, QueryRecord.Builder record) {
            return record.setListSchedules(ListSchedulesQuery.newBuilder()
                            .setQueue(query.queue().value())
                            .setAfterMillis(query.afterMillis())
                            .setAfterNumber(query.afterNumber())
                            .setSchedulesMax(query.schedulesMax()))
                    .build();
        }

        @Override
        public QueryRecord dueSchedules(Query.DueSchedules query, QueryRecord.Builder record) {
            return record.setDueSchedules(
                            ResourceQuery.newBuilder().setResource(query.queue().value()))
                    .build();
        }

        @Override
        public QueryRecord trace(Query.Trace query, QueryRecord.Builder record) {
            return record.setTrace(TraceQuery.newBuilder()
                            .setQueue(query.queue().value())
                            .setOriginQueue(query.originQueue().value())
                            .setOriginSequence(query.originSequence()))
                    .build();
        }

        @Override
        public QueryRecord browse(Query.Browse query, QueryRecord.Builder record) {
            return record.setBrowse(BrowseCodec.toRecord(query)).build();
        }

        @Override
        public QueryRecord graves(Query.Graves query, QueryRecord.Builder record) {
            return record.setGraves(GravesQuery.newBuilder().setLook(BrowseCodec.toRecord(query.look())))
                    .build();
        }

        @Override
        public QueryRecord findKey(Query.FindKey query, QueryRecord.Builder record) {
            return record.setFindKey(FindKeyQuery.newBuilder().setId(query.id()))
                    .build();
        }

        @Override
        public QueryRecord listKeys(Query.ListKeys query, QueryRecord.Builder record) {
            return record.setListKeys(
                            ListKeysQuery.newBuilder().setAfter(query.after()).setKeysMax(query.keysMax()))
                    .build();
        }
    }
}
