package io.sluice.client;

import io.grpc.MethodDescriptor;
import io.sluice.api.v1.AdminServiceGrpc;
import io.sluice.api.v1.CreateAccessKeyRequest;
import io.sluice.api.v1.DeleteAccessKeyRequest;
import io.sluice.api.v1.ListAccessKeysRequest;
import io.sluice.client.transport.CallSpec;
import io.sluice.client.transport.Transport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Makes, lists and deletes access keys; waits for each answer. Throws {@link SluiceException}. Thread-safe. */
public final class AccessKeyClient {
    private final Transport transport;
    private final ClientConfig config;

    AccessKeyClient(Transport transport, ClientConfig config) {
        this.transport = transport;
        this.config = config;
    }

    /**
     * Makes a key.
     *
     * @param account of its callers, twelve digits; empty for one's own
     * @param name of its user, 1 to 64 characters
     * @param actions what it may do, 1 to 50 patterns such as {@code sqs:SendMessage} or {@code sqs:*}
     * @param resources on which ARNs, 1 to 50 patterns
     */
    public NewAccessKey create(String account, String name, List<String> actions, List<String> resources) {
        CreateAccessKeyRequest request = CreateAccessKeyRequest.newBuilder()
                .setAccount(account)
                .setName(name)
                .addAllActions(actions)
                .addAllResources(resources)
                .setRequestId(transport.nextRequestId())
                .build();
        return call(
                AdminServiceGrpc.getCreateAccessKeyMethod(),
                request,
                answer -> new NewAccessKey(
                        read(answer.getKey()),
                        new AccessCredentials(answer.getKey().getKeyId(), answer.getSecret())));
    }

    /** All keys, in order of id. */
    public List<AccessKeyInfo> list() {
        List<AccessKeyInfo> keys = new ArrayList<>();
        String next = "";
        do {
            var page = call(
                    AdminServiceGrpc.getListAccessKeysMethod(),
                    ListAccessKeysRequest.newBuilder().setNextToken(next).build(),
                    Function.identity());
            page.getKeysList().forEach(key -> keys.add(read(key)));
            next = page.getNextToken();
        } while (!next.isEmpty());
        return keys;
    }

    /** Deletes a key; every node refuses it a moment later. */
    public void delete(String keyId) {
        call(
                AdminServiceGrpc.getDeleteAccessKeyMethod(),
                DeleteAccessKeyRequest.newBuilder().setKeyId(keyId).build(),
                Done::of);
    }

    private static AccessKeyInfo read(io.sluice.api.v1.AccessKeyInfo key) {
        return new AccessKeyInfo(
                key.getKeyId(),
                key.getAccount(),
                key.getName(),
                key.getActionsList(),
                key.getResourcesList(),
                Instant.ofEpochMilli(key.getCreatedTimestamp()),
                key.getLastUsedTimestamp() == 0
                        ? Optional.empty()
                        : Optional.of(Instant.ofEpochMilli(key.getLastUsedTimestamp())),
                key.getSealed());
    }

    private <Q, R, T> T call(MethodDescriptor<Q, R> method, Q request, Function<R, T> read) {
        return new Pending<>(
                        transport.call(method, request, new CallSpec("", config.callTimeout(), Duration.ZERO)), read)
                .await();
    }
}
