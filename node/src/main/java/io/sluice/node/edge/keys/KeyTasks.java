package io.sluice.node.edge.keys;

import io.sluice.api.v1.AccessKeyInfo;
import io.sluice.api.v1.CreateAccessKeyRequest;
import io.sluice.api.v1.CreateAccessKeyResponse;
import io.sluice.api.v1.DeleteAccessKeyRequest;
import io.sluice.api.v1.DeleteAccessKeyResponse;
import io.sluice.api.v1.ListAccessKeysRequest;
import io.sluice.api.v1.ListAccessKeysResponse;
import io.sluice.node.cluster.Router;
import io.sluice.node.command.AccessKey;
import io.sluice.node.command.CatalogCommand;
import io.sluice.node.command.Command;
import io.sluice.node.command.Query;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.edge.access.Scope;
import io.sluice.node.edge.call.ApiCall;
import io.sluice.node.edge.call.ApiError;
import io.sluice.node.edge.call.ApiFailure;
import io.sluice.node.edge.call.ApiOperation;
import io.sluice.node.edge.call.CallIds;
import io.sluice.node.edge.call.Checked;
import io.sluice.node.edge.call.ErrorShape;
import io.sluice.node.model.RequestId;
import io.sluice.node.model.TabletId;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/** Makes, lists and deletes access keys. Nothing blocks. */
public final class KeyTasks {
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9+=,.@_-]{1,64}");
    private static final Pattern PATTERN = Pattern.compile("[!-~]{1," + Scope.PATTERN_CHARS_MAX + "}");
    /** Of a key, or nothing. */
    private static final Pattern ID = Pattern.compile("[A-Z0-9]{0,20}");

    private static final int PAGE_MAX = 1_000;

    private final Router router;
    private final CallIds ids;
    private final SecretSeal seal;
    private final SecureRandom random;

    /** Tasks on the keys of a cluster. */
    public KeyTasks(Router router, CallIds ids, SecretSeal seal, SecureRandom random) {
        this.router = router;
        this.ids = ids;
        this.seal = seal;
        this.random = random;
    }

    /** Makes a key. The secret comes from the reply, so that a retry is told that of the first attempt. */
    public CompletableFuture<CreateAccessKeyResponse> create(ApiCall call, CreateAccessKeyRequest request) {
        String account = request.getAccount().isEmpty() ? call.account() : request.getAccount();
        return checked(account, request)
                .then(good -> ids.of(request.getRequestId(), ApiOperation.CREATE_ACCESS_KEY))
                .compose(id -> execute(call, id.only(), new CatalogCommand.PutKey(made(account, request))))
                .thenApply(reply -> created(((Reply.Keys) reply).keys().get(0)));
    }

    private static Checked<String> checked(String account, CreateAccessKeyRequest request) {
        if (!ACCOUNT.matcher(account).matches()) {
            return bad("account", "Must be 12 digits.");
        }
        if (!NAME.matcher(request.getName()).matches()) {
            return bad("name", "Must be 1 to 64 letters, digits and +=,.@_- characters.");
        }
        if (!arePatterns(request.getActionsList())) {
            return bad("actions", "Must be 1 to 50 patterns of 1 to 512 visible characters.");
        }
        return arePatterns(request.getResourcesList())
                ? Checked.good(account)
                : bad("resources", "Must be 1 to 50 patterns of 1 to 512 visible characters.");
    }

    private static boolean arePatterns(List<String> patterns) {
        return !patterns.isEmpty()
                && patterns.size() <= Scope.PATTERNS_MAX
                && patterns.stream().allMatch(one -> PATTERN.matcher(one).matches());
    }

    private static <T> Checked<T> bad(String parameter, String reason) {
        return Checked.bad(new ApiError(
                ErrorShape.INVALID_PARAMETER_VALUE,
                "Value for parameter " + parameter + " is invalid. Reason: " + reason));
    }

    private AccessKey made(String account, CreateAccessKeyRequest request) {
        String id = NewKeys.id(random);
        byte[] secret = NewKeys.secret(random).getBytes(StandardCharsets.US_ASCII);
        return new AccessKey(
                id,
                account,
                request.getName(),
                seal.seal(id, account, secret),
                seal.sealing(),
                request.getActionsList(),
                request.getResourcesList(),
                0,
                0);
    }

    private CreateAccessKeyResponse created(AccessKey key) {
        byte[] secret = seal.open(key)
                .orElseThrow(() -> new IllegalStateException("nodes have different files at access.sealingFile"));
        return CreateAccessKeyResponse.newBuilder()
                .setKey(show(key))
                .setSecret(new String(secret, StandardCharsets.US_ASCII))
                .build();
    }

    /** A page of the keys. */
    public CompletableFuture<ListAccessKeysResponse> list(ApiCall call, ListAccessKeysRequest request) {
        int most = request.hasMaxResults() ? request.getMaxResults() : PAGE_MAX;
        if (most < 1 || most > PAGE_MAX) {
            return KeyTasks.<ListAccessKeysResponse>bad("max_results", "Must be between 1 and " + PAGE_MAX + ".")
                    .compose(CompletableFuture::completedFuture);
        }
        if (!ID.matcher(request.getNextToken()).matches()) {
            return KeyTasks.<ListAccessKeysResponse>bad("next_token", "It is none.")
                    .compose(CompletableFuture::completedFuture);
        }
        Query query = new Query.ListKeys(request.getNextToken(), most);
        return call.await(router.query(TabletId.CATALOG, query, call.deadlineNanos()))
                .thenApply(reply -> {
                    Reply.Keys page = (Reply.Keys) reply;
                    ListAccessKeysResponse.Builder response = ListAccessKeysResponse.newBuilder();
                    page.keys().forEach(key -> response.addKeys(show(key)));
                    if (page.more()) {
                        response.setNextToken(
                                page.keys().get(page.keys().size() - 1).id());
                    }
                    return response.build();
                });
    }

    private static AccessKeyInfo show(AccessKey key) {
        return AccessKeyInfo.newBuilder()
                .setKeyId(key.id())
                .setAccount(key.account())
                .setName(key.name())
                .addAllActions(key.actions())
                .addAllResources(key.resources())
                .setCreatedTimestamp(key.createdMillis())
                .setLastUsedTimestamp(key.usedMillis())
                .setSealed(key.sealing() != AccessKey.Sealing.CLEAR)
                .build();
    }

    /** Deletes a key. */
    public CompletableFuture<DeleteAccessKeyResponse> delete(ApiCall call, DeleteAccessKeyRequest request) {
        if (request.getKeyId().isEmpty() || !ID.matcher(request.getKeyId()).matches()) {
            return KeyTasks.<DeleteAccessKeyResponse>bad("key_id", "It is none.")
                    .compose(CompletableFuture::completedFuture);
        }
        return execute(call, RequestId.NONE, new CatalogCommand.DropKey(request.getKeyId()))
                .thenApply(reply -> DeleteAccessKeyResponse.getDefaultInstance());
    }

    private CompletableFuture<Reply> execute(ApiCall call, RequestId id, Command command) {
        return call.await(router.execute(TabletId.CATALOG, id, command, call.deadlineNanos(), OptionalLong.empty()))
                .thenApply(reply -> {
                    if (reply instanceof Reply.Rejected rejected) {
                        throw new ApiFailure(error(rejected));
                    }
                    return reply;
                });
    }

    private static ApiError error(Reply.Rejected rejected) {
        return rejected.code() == RejectionCode.ACCESS_KEY_MISSING
                ? new ApiError(ErrorShape.RESOURCE_NOT_FOUND, "There is no access key " + rejected.detail() + ".")
                : new ApiError(ErrorShape.OVER_LIMIT, "No further access key can be made: " + rejected.detail());
    }
}
