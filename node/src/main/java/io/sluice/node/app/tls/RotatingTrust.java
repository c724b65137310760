package io.sluice.node.app.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Objects;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** A trust manager whose authorities can be replaced while handshakes go on. Thread-safe. */
final class RotatingTrust extends X509ExtendedTrustManager {
    /** What is asked of a certificate beyond its authority. */
    @FunctionalInterface
    interface Further {
        /** Refuses by throwing, with the reason. */
        void check(X509Certificate certificate) throws CertificateException;
    }

    private final Further further;
    private volatile @Nullable X509ExtendedTrustManager current;

    RotatingTrust(Further further) {
        this.further = further;
    }

    /** Trusts so from the next handshake on. */
    void replace(X509ExtendedTrustManager trust) {
        current = trust;
    }

    private X509ExtendedTrustManager current() {
        return Objects.requireNonNull(current, "no authority was loaded");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        current().checkClientTrusted(chain, type);
        further.check(chain[0]);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        current().checkClientTrusted(chain, type, socket);
        further.check(chain[0]);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        current().checkClientTrusted(chain, type, engine);
        further.check(chain[0]);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        current().checkServerTrusted(chain, type);
        further.check(chain[0]);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        current().checkServerTrusted(chain, type, socket);
        further.check(chain[0]);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        current().checkServerTrusted(chain, type, engine);
        further.check(chain[0]);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return current().getAcceptedIssuers();
    }
}
