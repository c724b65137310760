package io.sluice.node.command;

import io.sluice.node.command.QueueCommand.Receipt;
import io.sluice.node.model.ResourceId;
import io.sluice.record.v1.GroupChangeRecord;
import io.sluice.record.v1.GroupChangedRecord;
import io.sluice.record.v1.GroupPolicyRecord;
import io.sluice.record.v1.GroupReplyRecord;
import io.sluice.record.v1.GroupsRecord;
import io.sluice.record.v1.ReceiptRecord;
import io.sluice.record.v1.ReplyRecord;
import io.sluice.record.v1.SkipRecord;
import java.util.Optional;

/** Bytes of what is said about message groups, in commands, replies and rows. */
public final class GroupCodec {
    private GroupCodec() {}

    /** Record of a policy. */
    public static GroupPolicyRecord toRecord(GroupPolicy policy) {
        return GroupPolicyRecord.newBuilder()
                .setAction(policy.action().number())
                .setReceivesMax(policy.receivesMax())
                .build();
    }

    /** The policy of a record; that of AWS when the record is empty. */
    public static GroupPolicy fromRecord(GroupPolicyRecord record) {
        return new GroupPolicy(GroupPolicy.Action.of(record.getAction()), record.getReceivesMax());
    }

    static GroupChangeRecord toRecord(QueueCommand.ChangeGroups command) {
        GroupChangeRecord.Builder record =
                GroupChangeRecord.newBuilder().setQueue(command.queue().value());
        GroupChange change = command.change();
        if (change instanceof GroupChange.SetPolicy set) {
            record.setSetPolicy(toRecord(set.policy()));
        } else if (change instanceof GroupChange.Park park) {
            record.setPark(park.group());
        } else if (change instanceof GroupChange.Resume resume) {
            record.setResume(resume.group());
        } else if (change instanceof GroupChange.Skip skip) {
            record.setSkip(SkipRecord.newBuilder().setGroup(skip.group()).setDiscard(skip.discard()));
        } else if (change instanceof GroupChange.Release release) {
            record.setRelease(ReceiptRecord.newBuilder()
                    .setSequence(release.receipt().sequence())
                    .setLease(release.receipt().lease()));
        }
        return record.build();
    }

    static QueueCommand.ChangeGroups fromRecord(GroupChangeRecord record) {
        GroupChange change = switch (record.getChangeCase()) {
            case SET_POLICY -> new GroupChange.SetPolicy(fromRecord(record.getSetPolicy()));
            case PARK -> new GroupChange.Park(record.getPark());
            case RESUME -> new GroupChange.Resume(record.getResume());
            case SKIP ->
                new GroupChange.Skip(
                        record.getSkip().getGroup(), record.getSkip().getDiscard());
            case RELEASE ->
                new GroupChange.Release(new Receipt(
                        record.getRelease().getSequence(), record.getRelease().getLease()));
            case CHANGE_NOT_SET -> throw new IllegalStateException("a change of groups of a later format");
        };
        return new QueueCommand.ChangeGroups(new ResourceId(record.getQueue()), change);
    }

    static ReplyRecord toRecord(Reply.GroupChanged reply) {
        GroupChangedRecord.Builder record = GroupChangedRecord.newBuilder().setMessages(reply.messages());
        reply.skipped().ifPresent(origin -> record.setSkipped(ParcelCodec.toRecord(origin)));
        return ReplyRecord.newBuilder().setGroupChanged(record).build();
    }

    static Reply.GroupChanged fromRecord(GroupChangedRecord record) {
        return new Reply.GroupChanged(
                record.getMessages(),
                record.hasSkipped() ? Optional.of(ParcelCodec.fromRecord(record.getSkipped())) : Optional.empty());
    }

    static ReplyRecord toRecord(Reply.Groups reply) {
        GroupsRecord.Builder groups = GroupsRecord.newBuilder()
                .setPolicy(toRecord(reply.policy()))
                .setParked(reply.parked())
                .setNext(reply.next());
        for (GroupEntry group : reply.groups()) {
            GroupReplyRecord.Builder record = GroupReplyRecord.newBuilder()
                    .setName(group.name())
                    .setState(group.state().number())
                    .setVisible(group.visible())
                    .setInFlight(group.inFlight())
                    .setDelayed(group.delayed())
                    .setHeadReceives(group.headReceives())
                    .setSinceMillis(group.sinceMillis())
                    .setUntilMillis(group.untilMillis());
            group.head().ifPresent(head -> record.setHead(ParcelCodec.toRecord(head)));
            groups.addGroups(record);
        }
        return ReplyRecord.newBuilder().setGroups(groups).build();
    }

    static Reply.Groups fromRecord(GroupsRecord record) {
        return new Reply.Groups(
                fromRecord(record.getPolicy()),
                record.getParked(),
                record.getGroupsList().stream()
                        .map(group -> new GroupEntry(
                                group.getName(),
                                GroupState.of(group.getState()),
                                group.getVisible(),
                                group.getInFlight(),
                                group.getDelayed(),
                                group.hasHead()
                                        ? Optional.of(ParcelCodec.fromRecord(group.getHead()))
                                        : Optional.empty(),
                                group.getHeadReceives(),
                                group.getSinceMillis(),
                                group.getUntilMillis()))
                        .toList(),
                record.getNext());
    }
}
