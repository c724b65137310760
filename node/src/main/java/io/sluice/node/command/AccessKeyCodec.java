package io.sluice.node.command;

import com.google.protobuf.UnsafeByteOperations;
import io.sluice.record.v1.AccessKeyRecord;
import io.sluice.record.v1.AccessKeysRecord;
import io.sluice.record.v1.CommandRecord;
import io.sluice.record.v1.QueryRecord;
import io.sluice.record.v1.ReplyRecord;

/** Bytes of access keys, in commands, replies and rows alike. */
public final class AccessKeyCodec {
    private AccessKeyCodec() {}

    /** The record of a key. */
    public static AccessKeyRecord toRecord(AccessKey key) {
        return AccessKeyRecord.newBuilder()
                .setId(key.id())
                .setAccount(key.account())
                .setName(key.name())
                .setSecret(UnsafeByteOperations.unsafeWrap(key.secret().array()))
                .setSealing(key.sealing().number())
                .addAllActions(key.actions())
                .addAllResources(key.resources())
                .setCreatedMillis(key.createdMillis())
                .setUsedMillis(key.usedMillis())
                .build();
    }

    /** The key of a record. */
    public static AccessKey fromRecord(AccessKeyRecord record) {
        return new AccessKey(
                record.getId(),
                record.getAccount(),
                record.getName(),
                new Bytes(record.getSecret().toByteArray()),
                AccessKey.Sealing.of(record.getSealing()),
                record.getActionsList(),
                record.getResourcesList(),
                record.getCreatedMillis(),
                record.getUsedMillis());
    }

    static CatalogCommand fromRecord(CommandRecord record) {
        return switch (record.getCommandCase()) {
            case PUT_KEY -> new CatalogCommand.PutKey(fromRecord(record.getPutKey()));
            case DROP_KEY -> new CatalogCommand.DropKey(record.getDropKey().getId());
            case NOTE_KEY_USES ->
                new CatalogCommand.NoteKeyUses(record.getNoteKeyUses().getIdsList());
            default -> throw new IllegalArgumentException("no command on access keys: " + record.getCommandCase());
        };
    }

    static Query fromRecord(QueryRecord record) {
        return record.hasFindKey()
                ? new Query.FindKey(record.getFindKey().getId())
                : new Query.ListKeys(
                        record.getListKeys().getAfter(), record.getListKeys().getKeysMax());
    }

    static ReplyRecord toRecord(Reply.Keys reply) {
        AccessKeysRecord.Builder keys = AccessKeysRecord.newBuilder().setMore(reply.more());
        reply.keys().forEach(key -> keys.addKeys(toRecord(key)));
        return ReplyRecord.newBuilder().setKeys(keys).build();
    }

    static Reply.Keys fromRecord(AccessKeysRecord record) {
        return new Reply.Keys(
                record.getKeysList().stream().map(AccessKeyCodec::fromRecord).toList(), record.getMore());
    }
}
