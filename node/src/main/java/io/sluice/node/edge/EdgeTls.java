package io.sluice.node.edge;

import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * TLS of the public ports. What the parts hold may change while the node runs; each handshake asks anew.
 *
 * @param keys the certificate that clients see
 * @param clients says which certificates of clients count; empty: none is asked for
 * @param required a client without a certificate is turned away
 */
public record EdgeTls(X509ExtendedKeyManager keys, Optional<X509ExtendedTrustManager> clients, boolean required) {
    /** How long a session may be resumed without showing the certificate again. */
    private static final long SESSION_SECONDS = 300;

    /** For gRPC: HTTP/2 or nothing. */
    public SslContext grpc() {
        return build(GrpcSslContexts.configure(builder(), SslProvider.JDK));
    }

    /** For the HTTP port: whatever client and server both know, HTTP/2 first. */
    public SslContext http() {
        return build(builder()
                .sslProvider(SslProvider.JDK)
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        Protocol.ALPN,
                        SelectorFailureBehavior.NO_ADVERTISE,
                        SelectedListenerFailureBehavior.ACCEPT,
                        ApplicationProtocolNames.HTTP_2,
                        ApplicationProtocolNames.HTTP_1_1)));
    }

    private SslContextBuilder builder() {
        SslContextBuilder builder = SslContextBuilder.forServer(keys).sessionTimeout(SESSION_SECONDS);
        clients.ifPresent(
                trust -> builder.trustManager(trust).clientAuth(required ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL));
        return builder;
    }

    private static SslContext build(SslContextBuilder builder) {
        try {
            return builder.build();
        } catch (SSLException impossible) {
            throw new IllegalStateException("the JDK's TLS cannot be set up", impossible);
        }
    }
}
