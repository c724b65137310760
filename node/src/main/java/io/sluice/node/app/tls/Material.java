package io.sluice.node.app.tls;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * A certificate with its key, and authorities if others are to show one, in use for one purpose. All are replaced
 * together, or nothing is: a pair that does not match, a certificate that does not hold today, or one that the
 * authorities would not accept from another node, changes nothing.
 */
final class Material {
    private static final byte[] SAMPLE = {1, 2, 3, 4};

    private final String use;
    private final WatchedFiles files;
    private final RotatingKeys keys = new RotatingKeys();
    private final RotatingTrust trust;
    private final boolean own;
    private volatile long expiryMillis;

    /**
     * @param use what it is for, a tag of meters
     * @param authorities file of authorities; empty for none
     * @param further what is asked of those who show a certificate
     * @param own the authorities are those of this certificate, too
     */
    Material(
            String use,
            Path certificate,
            Path key,
            Optional<Path> authorities,
            RotatingTrust.Further further,
            boolean own) {
        this.use = use;
        this.own = own;
        this.trust = new RotatingTrust(further);
        List<Path> all = new ArrayList<>(List.of(certificate, key));
        authorities.ifPresent(all::add);
        this.files = new WatchedFiles(all, contents -> take(all, contents));
    }

    private void take(List<Path> names, List<byte[]> contents) throws TlsException {
        String name = names.get(0).toString();
        List<X509Certificate> chain = Pem.certificates(name, contents.get(0));
        PrivateKey key = Pem.key(names.get(1).toString(), contents.get(1));
        checkHolds(name, chain);
        checkPair(names, chain.get(0).getPublicKey(), key);
        if (contents.size() > 2) {
            String authoritiesName = names.get(2).toString();
            X509ExtendedTrustManager fresh = Trust.in(Pem.certificates(authoritiesName, contents.get(2)));
            if (own) {
                checkOwn(name, authoritiesName, chain, fresh);
            }
            keys.replace(key, chain);
            trust.replace(fresh);
        } else {
            keys.replace(key, chain);
        }
        expiryMillis = chain.stream()
                .mapToLong(certificate -> certificate.getNotAfter().toInstant().toEpochMilli())
                .min()
                .orElseThrow();
    }

    private static void checkHolds(String name, List<X509Certificate> chain) throws TlsException {
        try {
            chain.get(0).checkValidity();
        } catch (CertificateException past) {
            throw new TlsException(
                    name + " holds from " + chain.get(0).getNotBefore().toInstant() + " to "
                            + chain.get(0).getNotAfter().toInstant() + ", which is not now",
                    past);
        }
    }

    private static void checkPair(List<Path> names, PublicKey shown, PrivateKey held) throws TlsException {
        try {
            String algorithm = held.getAlgorithm();
            String scheme = switch (algorithm) {
                case "EC" -> "SHA256withECDSA";
                case "RSA" -> "SHA256withRSA";
                default -> algorithm;
            };
            Signature signature = Signature.getInstance(scheme);
            signature.initSign(held);
            signature.update(SAMPLE);
            byte[] signed = signature.sign();
            signature.initVerify(shown);
            signature.update(SAMPLE);
            if (signature.verify(signed)) {
                return;
            }
        } catch (GeneralSecurityException different) {
            throw new TlsException(noPair(names), different);
        }
        throw new TlsException(noPair(names));
    }

    private static String noPair(List<Path> names) {
        return names.get(1) + " is not the key of the certificate in " + names.get(0);
    }

    /** Better now than at the first call of a peer. */
    private static void checkOwn(
            String name, String authorities, List<X509Certificate> chain, X509ExtendedTrustManager fresh)
            throws TlsException {
        X509Certificate[] shown = chain.toArray(X509Certificate[]::new);
        try {
            fresh.checkServerTrusted(shown, "UNKNOWN");
            fresh.checkClientTrusted(shown, "UNKNOWN");
        } catch (CertificateException refused) {
            throw new TlsException(
                    "peers would not accept " + name + " by " + authorities + ": " + refused.getMessage(), refused);
        }
    }

    /** Reads the files if they have changed; see {@link WatchedFiles#look}. */
    WatchedFiles.Outcome look() throws TlsException {
        return files.look();
    }

    String use() {
        return use;
    }

    String names() {
        return files.names();
    }

    X509ExtendedKeyManager keys() {
        return keys;
    }

    X509ExtendedTrustManager trust() {
        return trust;
    }

    /** When the certificate in use ends, or the first of its chain, in milliseconds since 1970. */
    long expiryMillis() {
        return expiryMillis;
    }

    /** True while the files hold something that cannot be used. */
    boolean bad() {
        return files.bad();
    }
}
