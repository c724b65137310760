package io.sluice.node.app.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * A key manager of one certificate that can be replaced while handshakes go on. A handshake asks three times, for an
 * alias, its chain and its key; each replacement has an alias of its own and the one before stays known, so that
 * nobody is given the chain of one and the key of another. Thread-safe.
 */
final class RotatingKeys extends X509ExtendedKeyManager {
    private static final char[] IN_MEMORY = "memory".toCharArray();

    private record Generation(String alias, X509ExtendedKeyManager manager) {}

    private record Held(Generation current, Generation before) {}

    private volatile @Nullable Held held;
    private int count;

    /** Shows this certificate from the next handshake on. */
    synchronized void replace(PrivateKey key, List<X509Certificate> chain) throws TlsException {
        String alias = "g" + ++count;
        Generation fresh = new Generation(alias, manager(alias, key, chain));
        Held old = held;
        held = new Held(fresh, old == null ? fresh : old.current());
    }

    private static X509ExtendedKeyManager manager(String alias, PrivateKey key, List<X509Certificate> chain)
            throws TlsException {
        try {
            KeyStore store = Trust.emptyStore();
            store.setKeyEntry(alias, key, IN_MEMORY, chain.toArray(X509Certificate[]::new));
            // This one keeps aliases as they are.
            KeyManagerFactory factory = KeyManagerFactory.getInstance("SunX509");
            factory.init(store, IN_MEMORY);
            for (KeyManager made : factory.getKeyManagers()) {
                if (made instanceof X509ExtendedKeyManager manager) {
                    return manager;
                }
            }
            throw new TlsException("this JVM has no key manager for certificates");
        } catch (GeneralSecurityException refused) {
            throw new TlsException("the key and its certificates are no pair: " + refused.getMessage(), refused);
        }
    }

    private Held held() {
        return Objects.requireNonNull(held, "no certificate was loaded");
    }

    private X509ExtendedKeyManager current() {
        return held().current().manager();
    }

    private X509ExtendedKeyManager of(@Nullable String alias) {
        Held all = held();
        return all.before().alias().equals(alias)
                ? all.before().manager()
                : all.current().manager();
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return current().getClientAliases(keyType, issuers);
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return current().chooseClientAlias(keyTypes, issuers, socket);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return current().getServerAliases(keyType, issuers);
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return current().chooseServerAlias(keyType, issuers, socket);
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return current().chooseEngineClientAlias(keyTypes, issuers, engine);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return current().chooseEngineServerAlias(keyType, issuers, engine);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return of(alias).getCertificateChain(alias);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return of(alias).getPrivateKey(alias);
    }
}
