package io.sluice.node.command;

import com.google.protobuf.UnsafeByteOperations;
import io.sluice.record.v1.AccessKeyRecord;
import io.sluice.record.v1.AccessKeysRecord;
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
