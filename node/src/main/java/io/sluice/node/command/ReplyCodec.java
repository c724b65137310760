package io.sluice.node.command;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import io.sluice.node.model.NodeId;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.ResourceKind;
import io.sluice.node.model.ResourceName;
import io.sluice.node.model.TabletId;
import io.sluice.record.v1.ClusterReplyRecord;
import io.sluice.record.v1.DoneRecord;
import io.sluice.record.v1.NamesRecord;
import io.sluice.record.v1.PlacedRecord;
import io.sluice.record.v1.QueueDescribedRecord;
import io.sluice.record.v1.ReadinessRecord;
import io.sluice.record.v1.ReceivedOneRecord;
import io.sluice.record.v1.ReceivedRecord;
import io.sluice.record.v1.RejectedRecord;
import io.sluice.record.v1.RepliesListRecord;
import io.sluice.record.v1.ReplyRecord;
import io.sluice.record.v1.ReserveRecord;
import io.sluice.record.v1.SentOneRecord;
import io.sluice.record.v1.SetDrainingRecord;
import io.sluice.record.v1.TabletReplyRecord;
import io.sluice.record.v1.TabletsAddedRecord;
import io.sluice.record.v1.TagsRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Bytes of replies, as they are kept with the state and as they travel between nodes. */
public final class ReplyCodec {
    private static final ReplyRecord DONE =
            ReplyRecord.newBuilder().setDone(DoneRecord.getDefaultInstance()).build();

    private ReplyCodec() {}

    /** Bytes of a reply. */
    public static byte[] encode(Reply reply) {
        return toRecord(reply).toByteArray();
    }

    /** The reply of these bytes. */
    public static Reply decode(byte[] bytes) {
        try {
            return fromRecord(ReplyRecord.parseFrom(bytes));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("unreadable reply", e);
        }
    }

    /** Record of a reply. */
    public static ReplyRecord toRecord(Reply reply) {
        return reply.match(ToRecord.INSTANCE);
    }

    /** The reply of a record. */
    public static Reply fromRecord(ReplyRecord record) {
        return switch (record.getReplyCase()) {
            case DONE -> Reply.Done.DONE;
            case REJECTED ->
                new Reply.Rejected(
                        RejectionCode.of(record.getRejected().getCode()),
                        record.getRejected().getDetail());
            case PLACED -> placed(record.getPlaced());
            case NAMES ->
                new Reply.Names(
                        record.getNames().getNamesList().stream()
                                .map(ReplyCodec::name)
                                .toList(),
                        record.getNames().getMore());
            case CLUSTER -> cluster(record.getCluster());
            case TABLETS_ADDED ->
                new Reply.TabletsAdded(record.getTabletsAdded().getTabletsList().stream()
                        .map(TabletId::new)
                        .toList());
            case SENT_ONE ->
                new Reply.SentOne(
                        record.getSentOne().getSequence(), record.getSentOne().getReplayed());
            case SENT -> new Reply.Sent(list(record.getSent()));
            case RECEIVED -> received(record.getReceived());
            case SETTLED -> new Reply.Settled(list(record.getSettled()));
            case QUEUE_DESCRIBED -> described(record.getQueueDescribed());
            case GRAVES -> PickingCodec.fromRecord(record.getGraves());
            case PICK -> PickingCodec.fromRecord(record.getPick());
            case READINESS ->
                new Reply.Readiness(
                        record.getReadiness().getExists(),
                        record.getReadiness().getReady(),
                        record.getReadiness().getNextDueMillis(),
                        record.getReadiness().getWaitMillis());
            case ACCEPTED -> new Reply.Accepted(record.getAccepted().getRefusedList());
            case MOVE_STARTED -> new Reply.MoveStarted(record.getMoveStarted().getNumber());
            case MOVE_CANCELLED ->
                new Reply.MoveCancelled(record.getMoveCancelled().getMoved());
            case MOVES -> MoveRepliesCodec.fromRecord(record.getMoves());
            case UNFINISHED -> MoveRepliesCodec.fromRecord(record.getUnfinished());
            case PARCELS -> MoveRepliesCodec.fromRecord(record.getParcels());
            case GROUP_CHANGED -> GroupCodec.fromRecord(record.getGroupChanged());
            case GROUPS -> GroupCodec.fromRecord(record.getGroups());
            case DELIVERY_DESCRIBED -> DeliveryCodec.fromRecord(record.getDeliveryDescribed());
            case TAGS -> new Reply.Tags(PairsCodec.fromRecords(record.getTags().getTagsList()));
            case SCHEDULED -> ScheduleCodec.fromRecord(record.getScheduled());
            case SCHEDULES -> ScheduleCodec.fromRecord(record.getSchedules());
            case RAN -> new Reply.Ran(record.getRan().getRuns());
            case TRACED -> TraceCodec.fromRecord(record.getTraced());
            case BROWSED -> BrowseCodec.fromRecord(record.getBrowsed());
            case KEYS -> AccessKeyCodec.fromRecord(record.getKeys());
            case REPLY_NOT_SET -> throw new IllegalArgumentException("a reply of a later format");
        };
    }

    private static List<Reply> list(RepliesListRecord record) {
        List<Reply> replies = new ArrayList<>(record.getRepliesCount());
        for (ReplyRecord reply : record.getRepliesList()) {
            replies.add(fromRecord(reply));
        }
        return replies;
    }

    private static RepliesListRecord list(List<Reply> replies) {
        RepliesListRecord.Builder record = RepliesListRecord.newBuilder();
        for (Reply reply : replies) {
            record.addReplies(toRecord(reply));
        }
        return record.build();
    }

    private static Reply.Placed placed(PlacedRecord record) {
        return new Reply.Placed(
                new ResourceId(record.getResource()), new TabletId(record.getTablet()), record.getActive());
    }

    private static ResourceName name(ReserveRecord record) {
        return new ResourceName(ResourceKind.of(record.getKind()), record.getAccount(), record.getName());
    }

    private static Reply cluster(ClusterReplyRecord record) {
        return new Reply.Cluster(
                record.getClusterId(),
                record.getSecret(),
                record.getMembersList().stream()
                        .map(member -> new Reply.Member(new NodeId(member.getNode()), member.getDraining()))
                        .toList(),
                record.getTabletsList().stream()
                        .map(tablet -> new KnownTablet(
                                new TabletId(tablet.getTablet()),
                                tablet.getReady(),
                                tablet.getConfirmedList().stream()
                                        .map(NodeId::new)
                                        .toList(),
                                tablet.getResources()))
                        .toList(),
                record.getRetiredList().stream()
                        .map(retired -> new Reply.Retired(
                                new ResourceId(retired.getResource()), new TabletId(retired.getTablet())))
                        .toList(),
                record.getUnblockable());
    }

    private static Reply received(ReceivedRecord record) {
        List<Reply.ReceivedOne> messages = new ArrayList<>(record.getMessagesCount());
        for (ReceivedOneRecord one : record.getMessagesList()) {
            messages.add(new Reply.ReceivedOne(
                    one.getSequence(),
                    one.getLease(),
                    one.getFirstReceivedMillis(),
                    one.getSentMillis(),
                    one.getPayload().isEmpty()
                            ? Bytes.EMPTY
                            : new Bytes(one.getPayload().toByteArray()),
                    one.hasOrigin() ? Optional.of(ParcelCodec.fromRecord(one.getOrigin())) : Optional.empty()));
        }
        return new Reply.Received(messages, Withheld.of(record.getWithheld()));
    }

    private static Reply described(QueueDescribedRecord record) {
        return new Reply.QueueDescribed(
                record.getName(),
                PairsCodec.fromRecords(record.getAttributesList()),
                record.getCreatedMillis(),
                record.getModifiedMillis(),
                record.getVisible(),
                record.getInFlight(),
                record.getDelayed(),
                record.getOldestMillis(),
                record.getKeys(),
                record.getWithheld());
    }

    private enum ToRecord implements ReplyCases<ReplyRecord> {
        INSTANCE;

        @Override
        public ReplyRecord done(Reply.Done reply) {
            return DONE;
        }

        @Override
        public ReplyRecord rejected(Reply.Rejected reply) {
            return ReplyRecord.newBuilder()
                    .setRejected(RejectedRecord.newBuilder()
                            .setCode(reply.code().number())
                            .setDetail(reply.detail()))
                    .build();
        }

        @Override
        public ReplyRecord placed(Reply.Placed reply) {
            return ReplyRecord.newBuilder()
                    .setPlaced(PlacedRecord.newBuilder()
                            .setResource(reply.resource().value())
                            .setTablet(reply.tablet().value())
                            .setActive(reply.active()))
                    .build();
        }

        @Override
        public ReplyRecord names(Reply.Names reply) {
            NamesRecord.Builder names = NamesRecord.newBuilder().setMore(reply.more());
            for (ResourceName name : reply.names()) {
                names.addNames(ReserveRecord.newBuilder()
                        .setKind(name.kind().number())
                        .setAccount(name.account())
                        .setName(name.name()));
            }
            return ReplyRecord.newBuilder().setNames(names).build();
        }

        @Override
        public ReplyRecord cluster(Reply.Cluster reply) {
            ClusterReplyRecord.Builder record = ClusterReplyRecord.newBuilder()
                    .setClusterId(reply.clusterId())
                    .setSecret(reply.secret())
                    .setUnblockable(reply.unblockable());
            for (Reply.Member member : reply.members()) {
                record.addMembers(SetDrainingRecord.newBuilder()
                        .setNode(member.node().value())
                        .setDraining(member.draining()));
            }
            for (KnownTablet tablet : reply.tablets()) {
                TabletReplyRecord.Builder one = TabletReplyRecord.newBuilder()
                        .setTablet(tablet.tablet().value())
                        .setReady(tablet.ready())
                        .setResources(tablet.resources());
                tablet.confirmed().forEach(node -> one.addConfirmed(node.value()));
                record.addTablets(one);
            }
            for (Reply.Retired retired : reply.retired()) {
                record.addRetired(PlacedRecord.newBuilder()
                        .setResource(retired.resource().value())
                        .setTablet(retired.tablet().value()));
            }
            return ReplyRecord.newBuilder().setCluster(record).build();
        }

        @Override
        public ReplyRecord tabletsAdded(Reply.TabletsAdded reply) {
            TabletsAddedRecord.Builder record = TabletsAddedRecord.newBuilder();
            reply.tablets().forEach(tablet -> record.addTablets(tablet.value()));
            return ReplyRecord.newBuilder().setTabletsAdded(record).build();
        }

        @Override
        public ReplyRecord graves(Reply.Graves reply) {
            return PickingCodec.toRecord(reply);
        }

        @Override
        public ReplyRecord pick(Reply.Pick reply) {
            return PickingCodec.toRecord(reply);
        }

        @Override
        public ReplyRecord sentOne(Reply.SentOne reply) {
            return ReplyRecord.newBuilder()
                    .setSentOne(SentOneRecord.newBuilder()
                            .setSequence(reply.sequence())
                            .setReplayed(reply.replayed()))
                    .build();
        }

        @Override
        public ReplyRecord sent(Reply.Sent reply) {
            return ReplyRecord.newBuilder().setSent(list(reply.messages())).build();
        }

        @Override
        public ReplyRecord received(Reply.Received reply) {
            ReceivedRecord.Builder record =
                    ReceivedRecord.newBuilder().setWithheld(reply.withheld().number());
            for (Reply.ReceivedOne one : reply.messages()) {
                ReceivedOneRecord.Builder message = ReceivedOneRecord.newBuilder()
                        .setSequence(one.sequence())
                        .setLease(one.lease())
                        .setFirstReceivedMillis(one.firstReceivedMillis())
                        .setSentMillis(one.sentMillis())
                        .setPayload(
                                UnsafeByteOperations.unsafeWrap(one.payload().array()));
                one.origin().ifPresent(origin -> message.setOrigin(ParcelCodec.toRecord(origin)));
                record.addMessages(message);
            }
            return ReplyRecord.newBuilder().setReceived(record).build();
        }

        @Override
        public ReplyRecord settled(Reply.Settled reply) {
            return ReplyRecord.newBuilder().setSettled(list(reply.receipts())).build();
        }

        @Override
        public ReplyRecord queueDescribed(Reply.QueueDescribed reply) {
            return ReplyRecord.newBuilder()
                    .setQueueDescribed(QueueDescribedRecord.newBuilder()
                            .setName(reply.name())
                            .addAllAttributes(PairsCodec.toRecords(reply.attributes()))
                            .setCreatedMillis(reply.createdMillis())
                            .setModifiedMillis(reply.modifiedMillis())
                            .setVisible(reply.visible())
                            .setInFlight(reply.inFlight())
                            .setDelayed(reply.delayed())
                            .setOldestMillis(reply.oldestMillis())
                            .setKeys(reply.keys())
                            .setWithheld(reply.withheld()))
                    .build();
        }

        @Override
        public ReplyRecord readiness(Reply.Readiness reply) {
            return ReplyRecord.newBuilder()
                    .setReadiness(ReadinessRecord.newBuilder()
                            .setExists(reply.exists())
                            .setReady(reply.ready())
                            .setNextDueMillis(reply.nextDueMillis())
                            .setWaitMillis(reply.waitMillis()))
                    .build();
        }

        @Override
        public ReplyRecord accepted(Reply.Accepted reply) {
            return MoveRepliesCodec.toRecord(reply);
        }

        @Override
        public ReplyRecord moveStarted(Reply.MoveStarted reply) {
            return MoveRepliesCodec.toRecord(reply);
        }

        @Override
        public ReplyRecord moveCancelled(Reply.MoveCancelled reply) {
            return MoveRepliesCodec.toRecord(reply);
        }

        @Override
        public ReplyRecord groupChanged(Reply.GroupChanged reply) {
            return GroupCodec.toRecord(reply);
        }

        @Override
        public ReplyRecord deliveryDescribed(Reply.DeliveryDescribed reply) {
            return DeliveryCodec.toRecord(reply);
        }

        @Override
        public ReplyRecord groups(Reply.Groups reply) {
            return GroupCodec.toRecord(reply);
        }

        @Override
        public ReplyRecord moves(Reply.Moves reply) {
            return MoveRepliesCodec.toRecord(reply);
        }

        @Override
        public ReplyRecord unfinished(Reply.Unfinished reply) {
            return MoveRepliesCodec.toRecord(reply);
        }

        @Override
        public ReplyRecord parcels(Reply.Parcels reply) {
            return MoveRepliesCodec.toRecord(reply);
        }

        @Override
        public ReplyRecord tags(Reply.Tags reply) {
            return ReplyRecord.newBuilder()
                    .setTags(TagsRecord.newBuilder().addAllTags(PairsCodec.toRecords(reply.tags())))
                    .build();
        }

        @Override
        public ReplyRecord scheduled(Reply.Scheduled reply) {
            return ScheduleCodec.toRecord(reply);
        }

        @Override
        public ReplyRecord schedules(Reply.Schedules reply) {
            return ScheduleCodec.toRecord(reply);
        }

        @Override
        public ReplyRecord ran(Reply.Ran reply) {
            return ScheduleCodec.toRecord(reply);
        }

        @Override
        public ReplyRecord traced(Reply.Traced reply) {
            return TraceCodec.toRecord(reply);
        }

        @Override
        public ReplyRecord browsed(Reply.Browsed reply) {
            return BrowseCodec.toRecord(reply);
        }

        @Override
        public ReplyRecord keys(Reply.Keys reply) {
            return AccessKeyCodec.toRecord(reply);
        }
    }
}
