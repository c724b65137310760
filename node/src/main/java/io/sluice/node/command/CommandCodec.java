package io.sluice.node.command;

import io.sluice.node.model.NodeId;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.ResourceKind;
import io.sluice.node.model.ResourceName;
import io.sluice.node.model.TabletId;
import io.sluice.record.v1.AcceptRecord;
import io.sluice.record.v1.AddTabletsRecord;
import io.sluice.record.v1.CommandRecord;
import io.sluice.record.v1.ConfirmReplicaRecord;
import io.sluice.record.v1.DropKeyRecord;
import io.sluice.record.v1.FormRecord;
import io.sluice.record.v1.HeirRecord;
import io.sluice.record.v1.NoteKeyUsesRecord;
import io.sluice.record.v1.PassRecord;
import io.sluice.record.v1.ReserveRecord;
import io.sluice.record.v1.ResourceRecord;
import io.sluice.record.v1.SetDrainingRecord;
import io.sluice.record.v1.SettleRecord;
import io.sluice.record.v1.UnblockRecord;

/** Bytes of commands: the catalog's and every tablet's here, those of queues in their own codec. */
final class CommandCodec {
    private static final Command.Cases<CommandRecord> TO_RECORD = new Command.Cases<>() {
        @Override
        public CommandRecord catalog(CatalogCommand command) {
            return command.accept(CatalogToRecord.INSTANCE, CommandRecord.newBuilder());
        }

        @Override
        public CommandRecord queue(QueueCommand command) {
            return QueueCommandCodec.toRecord(command);
        }

        @Override
        public CommandRecord schedule(ScheduleCommand command) {
            return ScheduleCodec.toRecord(command);
        }

        @Override
        public CommandRecord tablet(TabletCommand command) {
            return command.accept(TabletToRecord.INSTANCE, CommandRecord.newBuilder());
        }
    };

    private CommandCodec() {}

    static CommandRecord toRecord(Command command) {
        return command.match(TO_RECORD);
    }

    static Command fromRecord(CommandRecord record) {
        return switch (record.getCommandCase()) {
            case FORM -> form(record.getForm());
            case RESERVE ->
                new CatalogCommand.Reserve(new ResourceName(
                        ResourceKind.of(record.getReserve().getKind()),
                        record.getReserve().getAccount(),
                        record.getReserve().getName()));
            case ACTIVATE -> new CatalogCommand.Activate(resource(record.getActivate()));
            case RETIRE -> new CatalogCommand.Retire(resource(record.getRetire()));
            case FORGET -> new CatalogCommand.Forget(resource(record.getForget()));
            case ADD_TABLETS ->
                new CatalogCommand.AddTablets(record.getAddTablets().getCount());
            case CONFIRM_REPLICA ->
                new CatalogCommand.ConfirmReplica(
                        new TabletId(record.getConfirmReplica().getTablet()),
                        new NodeId(record.getConfirmReplica().getNode()));
            case SET_DRAINING ->
                new CatalogCommand.SetDraining(
                        new NodeId(record.getSetDraining().getNode()),
                        record.getSetDraining().getDraining());
            case DROP_RESOURCE -> new TabletCommand.DropResource(resource(record.getDropResource()));
            case SWEEP -> new TabletCommand.Sweep(resource(record.getSweep()));
            case ACCEPT ->
                new TabletCommand.Accept(
                        new TabletId(record.getAccept().getFrom()),
                        record.getAccept().getFirst(),
                        ParcelCodec.fromRecords(record.getAccept().getParcelsList()));
            case SETTLE -> settle(record.getSettle());
            case MOVE_ON -> new TabletCommand.MoveOn(resource(record.getMoveOn()));
            case PASS -> new TabletCommand.Pass();
            case RESERVE_MOVE -> new CatalogCommand.ReserveMove(resource(record.getReserveMove()));
            case UNBLOCK -> new CatalogCommand.Unblock();
            case PUT_KEY, DROP_KEY, NOTE_KEY_USES -> AccessKeyCodec.fromRecord(record);
            case QUEUE_CREATE,
                    QUEUE_CONFIGURE,
                    QUEUE_SEND,
                    QUEUE_RECEIVE,
                    QUEUE_DELETE,
                    QUEUE_HIDE,
                    QUEUE_PURGE,
                    START_MOVE,
                    GROUP_CHANGE,
                    SET_DELIVERY,
                    CANCEL_MOVE -> QueueCommandCodec.fromRecord(record);
            case MOVE_PICKED, QUEUE_TAG, QUEUE_UNTAG, QUEUE_POLICY -> QueueCommandCodec.fromRecord(record);
            case SCHEDULE, SCHEDULE_CANCEL, RESCHEDULE, SCHEDULE_RUN -> ScheduleCodec.fromRecord(record);
            case COMMAND_NOT_SET -> throw new IllegalStateException("a command of a later format");
        };
    }

    private static CatalogCommand form(FormRecord record) {
        return new CatalogCommand.Form(
                record.getClusterId(),
                record.getSecret(),
                record.getNodesList().stream().map(NodeId::new).toList(),
                record.getDataTablets());
    }

    static ResourceRecord resource(ResourceId resource) {
        return ResourceRecord.newBuilder().setResource(resource.value()).build();
    }

    private static Command settle(SettleRecord record) {
        return new TabletCommand.Settle(
                new TabletId(record.getTo()),
                record.getFirst(),
                record.getCount(),
                record.getRefusedList(),
                record.getHeirsList().stream()
                        .map(heir -> new TabletCommand.Heir(
                                heir.getSequence(), new ResourceId(heir.getQueue()), new TabletId(heir.getTablet())))
                        .toList());
    }

    static ResourceId resource(ResourceRecord record) {
        return new ResourceId(record.getResource());
    }

    private enum TabletToRecord implements TabletCommand.Rules<CommandRecord.Builder, CommandRecord> {
        INSTANCE;

        @Override
        public CommandRecord dropResource(TabletCommand.DropResource command, CommandRecord.Builder record) {
            return record.setDropResource(resource(command.resource())).build();
        }

        @Override
        public CommandRecord sweep(TabletCommand.Sweep command, CommandRecord.Builder record) {
            return record.setSweep(resource(command.resource())).build();
        }

        @Override
        public CommandRecord accept(TabletCommand.Accept command, CommandRecord.Builder record) {
            return record.setAccept(AcceptRecord.newBuilder()
                            .setFrom(command.from().value())
                            .setFirst(command.first())
                            .addAllParcels(ParcelCodec.toRecords(command.parcels())))
                    .build();
        }

        @Override
        public CommandRecord settle(TabletCommand.Settle command, CommandRecord.Builder record) {
            return record.setSettle(SettleRecord.newBuilder()
                            .setTo(command.to().value())
                            .setFirst(command.first())
                            .setCount(command.count())
                            .addAllRefused(command.refused())
                            .addAllHeirs(command.heirs().stream()
                                    .map(heir -> HeirRecord.newBuilder()
                                            .setSequence(heir.sequence())
                                            .setQueue(heir.resource().value())
                                            .setTablet(heir.tablet().value())
                                            .build())
                                    .toList()))
                    .build();
        }

        @Override
        public CommandRecord moveOn(TabletCommand.MoveOn command, CommandRecord.Builder record) {
            return record.setMoveOn(resource(command.resource())).build();
        }

        @Override
        public CommandRecord pass(TabletCommand.Pass command, CommandRecord.Builder record) {
            return record.setPass(PassRecord.getDefaultInstance()).build();
        }
    }

    private enum CatalogToRecord implements CatalogCommand.Rules<CommandRecord.Builder, CommandRecord> {
        INSTANCE;

        @Override
        public CommandRecord form(CatalogCommand.Form command, CommandRecord.Builder record) {
            FormRecord.Builder form = FormRecord.newBuilder()
                    .setClusterId(command.clusterId())
                    .setSecret(command.secret())
                    .setDataTablets(command.dataTablets());
            command.nodes().forEach(node -> form.addNodes(node.value()));
            return record.setForm(form).build();
        }

        @Override
        public CommandRecord reserve(CatalogCommand.Reserve command, CommandRecord.Builder record) {
            return record.setReserve(ReserveRecord.newBuilder()
                            .setKind(command.name().kind().number())
                            .setAccount(command.name().account())
                            .setName(command.name().name()))
                    .build();
        }

        @Override
        public CommandRecord activate(CatalogCommand.Activate command, CommandRecord.Builder record) {
            return record.setActivate(resource(command.resource())).build();
        }

        @Override
        public CommandRecord retire(CatalogCommand.Retire command, CommandRecord.Builder record) {
            return record.setRetire(resource(command.resource())).build();
        }

        @Override
        public CommandRecord forget(CatalogCommand.Forget command, CommandRecord.Builder record) {
            return record.setForget(resource(command.resource())).build();
        }

        @Override
        public CommandRecord addTablets(CatalogCommand.AddTablets command, CommandRecord.Builder record) {
            return record.setAddTablets(AddTabletsRecord.newBuilder().setCount(command.count()))
                    .build();
        }

        @Override
        public CommandRecord confirmReplica(CatalogCommand.ConfirmReplica command, CommandRecord.Builder record) {
            return record.setConfirmReplica(ConfirmReplicaRecord.newBuilder()
                            .setTablet(command.tablet().value())
                            .setNode(command.node().value()))
                    .build();
        }

        @Override
        public CommandRecord setDraining(CatalogCommand.SetDraining command, CommandRecord.Builder record) {
            return record.setSetDraining(SetDrainingRecord.newBuilder()
                            .setNode(command.node().value())
                            .setDraining(command.draining()))
                    .build();
        }

        @Override
        public CommandRecord reserveMove(CatalogCommand.ReserveMove command, CommandRecord.Builder record) {
            return record.setReserveMove(ResourceRecord.newBuilder()
                            .setResource(command.resource().value()))
                    .build();
        }

        @Override
        public CommandRecord unblock(CatalogCommand.Unblock command, CommandRecord.Builder record) {
            return record.setUnblock(UnblockRecord.getDefaultInstance()).build();
        }

        @Override
        public CommandRecord putKey(CatalogCommand.PutKey command, CommandRecord.Builder record) {
            return record.setPutKey(AccessKeyCodec.toRecord(command.key())).build();
        }

        @Override
        public CommandRecord dropKey(CatalogCommand.DropKey command, CommandRecord.Builder record) {
            return record.setDropKey(DropKeyRecord.newBuilder().setId(command.id()))
                    .build();
        }

        @Override
        public CommandRecord noteKeyUses(CatalogCommand.NoteKeyUses command, CommandRecord.Builder record) {
            return record.setNoteKeyUses(NoteKeyUsesRecord.newBuilder().addAllIds(command.ids()))
                    .build();
        }
    }
}
