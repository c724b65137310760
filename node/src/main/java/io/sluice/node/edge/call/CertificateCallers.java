package io.sluice.node.edge.call;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.sluice.node.edge.access.Caller;
import io.sluice.node.edge.access.CertificateName;
import io.sluice.node.edge.access.CertificateScopes;
import io.sluice.node.edge.access.Identity;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLSession;

/**
 * Knows callers by the certificate that their connection has shown, which the handshake has held against the clients'
 * authorities. Who brings credentials with a call, or has shown none, is known otherwise.
 */
public final class CertificateCallers implements Callers {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final String account;
    private final CertificateScopes scopes;
    private final Callers otherwise;

    /** Those with certificates belong to this account. */
    public CertificateCallers(String account, CertificateScopes scopes, Callers otherwise) {
        this.account = account;
        this.scopes = scopes;
        this.otherwise = otherwise;
    }

    @Override
    public CompletableFuture<Caller> of(Metadata headers, Attributes connection) {
        SSLSession session = connection.get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
        Optional<CertificateName> name =
                session == null || headers.containsKey(AUTHORIZATION) ? Optional.empty() : CertificateName.of(session);
        return name.map(known -> CompletableFuture.completedFuture(new Caller(
                        new Identity(account, known.user(), known.subject(), scopes.of(known), false),
                        Callers.address(connection),
                        true)))
                .orElseGet(() -> otherwise.of(headers, connection));
    }
}
