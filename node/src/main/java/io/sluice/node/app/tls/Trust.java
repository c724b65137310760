package io.sluice.node.app.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Trust in the certificates that some authorities have issued, and in no others. */
final class Trust {
    private Trust() {}

    /** A trust manager of exactly these authorities. */
    static X509ExtendedTrustManager in(List<X509Certificate> authorities) throws TlsException {
        try {
            KeyStore store = emptyStore();
            for (X509Certificate authority : authorities) {
                store.setCertificateEntry("ca" + store.size(), authority);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            for (TrustManager made : factory.getTrustManagers()) {
                if (made instanceof X509ExtendedTrustManager manager) {
                    return manager;
                }
            }
            throw new TlsException("this JVM has no trust manager for certificates");
        } catch (GeneralSecurityException refused) {
            throw new TlsException("the authorities cannot be trusted: " + refused.getMessage(), refused);
        }
    }

    static KeyStore emptyStore() throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, null);
        } catch (IOException impossible) {
            throw new IllegalStateException("nothing was read", impossible);
        }
        return store;
    }
}
